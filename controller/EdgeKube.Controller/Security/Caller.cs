namespace EdgeKube.Controller.Security;

/// <summary>Who asks: what authorization decides upon and what a refusal names.</summary>
/// <param name="Name">Kubernetes' user name, such as <c>admin</c>, <c>system:node:n1</c> or <c>system:kube-scheduler</c>.</param>
/// <param name="Groups">Such as <c>system:masters</c>.</param>
internal sealed record Caller(string Name, IReadOnlyList<string> Groups)
{
    public const string Masters = "system:masters";
    public const string Nodes = "system:nodes";
    public const string Controllers = "system:controllers";
    public const string Authenticated = "system:authenticated";
    public const string Unauthenticated = "system:unauthenticated";

    /// <summary>Devices that hold an enrolment token. They are not <see cref="Authenticated"/>.</summary>
    public const string Bootstrappers = "system:bootstrappers";

    private const string NodePrefix = "system:node:";
    private const string BootstrapPrefix = "system:bootstrap:";

    /// <summary>Somebody who has not said who it is.</summary>
    public static Caller Anonymous { get; } = new("system:anonymous", [Unauthenticated]);

    /// <summary>The node's name when a node asks, else null.</summary>
    public string? NodeName => IsIn(Nodes) && Name.StartsWith(NodePrefix, StringComparison.Ordinal) ? Name[NodePrefix.Length..] : null;

    /// <summary>The id of the token by which a device enrols, else null.</summary>
    public string? TokenId => IsIn(Bootstrappers) && Name.StartsWith(BootstrapPrefix, StringComparison.Ordinal) ? Name[BootstrapPrefix.Length..] : null;

    /// <summary>The hash of the key that proved who asks; null when no certificate did.</summary>
    public string? KeyHash { get; init; }

    /// <summary>Tells users of one name apart, where somebody has said so.</summary>
    public string? Uid { get; init; }

    /// <summary>What else is known of who asks, as Kubernetes' userInfo.extra.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>>? Extra { get; init; }

    public static Caller Bootstrap(string tokenId) => new(BootstrapPrefix + tokenId, [Bootstrappers]);

    public static Caller User(string name, params string[] groups) => new(name, [.. groups, Authenticated]);

    public static Caller Node(string name) => new(NodePrefix + name, [Nodes, Authenticated]);

    /// <summary>A loop of the controller itself.</summary>
    public static Caller Controller(string name) => new(name, [Controllers, Authenticated]);

    public bool IsIn(string group) => Groups.Contains(group);
}
