namespace EdgeKube.Controller.Security.Enrollment;

/// <summary>An enrolment token as it is stored: without its secret.</summary>
internal sealed record TokenRecord
{
    public required string Id { get; init; }

    /// <summary>See <see cref="EdgeKube.Link.Trust.EnrollmentToken.HashOf"/>.</summary>
    public required string Hash { get; init; }

    /// <summary>Only for this node.</summary>
    public string? Node { get; init; }

    /// <summary>Only for this user; null: for nodes.</summary>
    public string? User { get; init; }

    public IReadOnlyList<string> Groups { get; init; } = [];

    public required int UsesLeft { get; init; }

    public required long TtlSeconds { get; init; }

    /// <summary>Null: its time begins once the clock can be trusted.</summary>
    public DateTimeOffset? Expires { get; init; }

    /// <summary>
    /// What it was used for, as <c>identity key-hash</c>: whoever asks again with the same key has lost the answer, and gets another one.
    /// </summary>
    public IReadOnlyList<string> UsedFor { get; init; } = [];
}
