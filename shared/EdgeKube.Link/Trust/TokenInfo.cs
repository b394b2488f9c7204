namespace EdgeKube.Link.Trust;

/// <summary>A token as it is listed: everything but the secret.</summary>
public sealed record TokenInfo
{
    public required string Id { get; init; }

    public string? Node { get; init; }

    public string? User { get; init; }

    public IReadOnlyList<string>? Groups { get; init; }

    /// <summary>How many certificates it is still good for.</summary>
    public required int UsesLeft { get; init; }

    /// <summary>Null: its time begins once the controller's clock can be trusted.</summary>
    public DateTimeOffset? Expires { get; init; }
}
