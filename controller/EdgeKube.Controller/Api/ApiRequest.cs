using EdgeKube.Controller.Security;

namespace EdgeKube.Controller.Api;

/// <summary>One request of Kubernetes' HTTP API, whichever door it came in by.</summary>
/// <param name="Caller">Who asks, as the door has proven.</param>
/// <param name="Method">GET, POST, PUT, PATCH or DELETE.</param>
/// <param name="Path">Path and query, such as <c>/api/v1/namespaces/default/pods?limit=5</c>.</param>
internal sealed record ApiRequest(Caller Caller, string Method, string Path)
{
    /// <summary>Somebody else in whose name the caller asks; null: in his own.</summary>
    public ImpersonatedUser? Impersonated { get; init; }

    public string? ContentType { get; init; }

    public string? Accept { get; init; }

    /// <summary>The client's program, such as <c>kubectl/v1.32</c>; null when it did not say.</summary>
    public string? UserAgent { get; init; }

    /// <summary>The content type without its parameters; JSON when there is none.</summary>
    public string MediaType => (ContentType ?? "application/json").Split(';')[0].Trim().ToLowerInvariant();

    public ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>What the door can carry both ways after the answer's head.</summary>
    public UpgradeKind Upgrade { get; init; }
}
