namespace EdgeKube.Link.Trust;

/// <summary>Answer 201 of <c>POST /edgekube/v1/tokens</c>: the only time that the token is told.</summary>
public sealed record TokenResponse
{
    public required string Id { get; init; }

    /// <summary>See <see cref="EnrollmentToken"/>.</summary>
    public required string Token { get; init; }

    /// <summary>What to run on the device, one line.</summary>
    public required string Command { get; init; }
}
