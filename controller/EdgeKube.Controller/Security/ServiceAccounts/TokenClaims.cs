namespace EdgeKube.Controller.Security.ServiceAccounts;

/// <summary>What a token of a ServiceAccount says.</summary>
internal sealed record TokenClaims
{
    public required string Id { get; init; }

    public required IReadOnlyList<string> Audiences { get; init; }

    public required DateTimeOffset IssuedAt { get; init; }

    public required DateTimeOffset Expires { get; init; }

    public required string Namespace { get; init; }

    /// <summary>The ServiceAccount's name.</summary>
    public required string Account { get; init; }

    /// <summary>The ServiceAccount's uid: another one of the same name is somebody else.</summary>
    public required string AccountUid { get; init; }

    public BoundObject? Bound { get; init; }

    /// <summary>The node of the pod that it is bound to.</summary>
    public BoundObject? Node { get; init; }

    /// <summary>From then on a newer one should be used; null for the whole life.</summary>
    public DateTimeOffset? WarnAfter { get; init; }
}
