using System.ComponentModel;

namespace EdgeKube.Api;

/// <summary>A token.</summary>
[Description("A token.")]
public sealed record TokenRequestStatus
{
    [Description("The token.")]
    public string Token { get; init => field = value ?? ""; } = "";

    [Description("When it ceases to count.")]
    public DateTimeOffset? ExpirationTimestamp { get; init; }
}
