using EdgeKube.Agent.Nodes;

namespace EdgeKube.Agent.Check;

/// <summary>Controllers, the certificate and the time.</summary>
internal sealed record ControllerFacts
{
    /// <summary>Each controller, and why it could not be talked to; null: it could.</summary>
    public IReadOnlyList<(string Address, string? Error)> Reached { get; init; } = [];

    public bool HasJoined { get; init; }

    /// <summary>The link is plain: there is no certificate.</summary>
    public bool IsPlain { get; init; }

    /// <summary>What is wrong with the files of the identity.</summary>
    public string? IdentityError { get; init; }

    public string CertificateName { get; init; } = "";

    public DateTimeOffset NotAfter { get; init; }

    /// <summary>A time that is not before the true one would be proven: what the certificate is held against.</summary>
    public DateTimeOffset Now { get; init; }

    public ClockState Clock { get; init; } = ClockState.Right;
}
