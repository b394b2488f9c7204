using System.Text.Json.Serialization.Metadata;
using EdgeKube.Api;

namespace EdgeKube.Controller.Api;

/// <summary>All kinds that the controller serves.</summary>
internal static class KindTable
{
    private const string Authorization = "authorization.k8s.io";
    private const string Authentication = "authentication.k8s.io";

    public static readonly Kind Namespace = Row(
        "Namespace", "namespaces", CoreJsonContext.Default.Namespace, new NamespaceKind(), NamespaceTable.Table, ["ns"], isNamespaced: false, hasStatus: true, subresources: ["finalize"]);

    public static readonly Kind Node = Row("Node", "nodes", CoreJsonContext.Default.Node, new NodeKind(), NodeTable.Table, ["no"], isNamespaced: false, hasStatus: true);

    public static readonly Kind Pod = Row(
        "Pod", "pods", CoreJsonContext.Default.Pod, new PodKind(), PodTable.Table, ["po"], isInAll: true, hasStatus: true, subresources: ["attach", "binding", "ephemeralcontainers", "eviction", "exec", "log", "portforward", "proxy", PodResize.Subresource]);

    public static readonly Kind ConfigMap = Row("ConfigMap", "configmaps", CoreJsonContext.Default.ConfigMap, new ConfigMapKind(), ConfigMapTable.Table, ["cm"]);

    public static readonly Kind Secret = Row("Secret", "secrets", CoreJsonContext.Default.Secret, new SecretKind(), SecretTable.Table, []);

    public static readonly Kind Event = Row("Event", "events", CoreJsonContext.Default.Event, new EventKind(), EventTable.Table, ["ev"]);

    public static readonly Kind Deployment = Row(
        "Deployment", "deployments", AppsJsonContext.Default.Deployment, new DeploymentKind(), DeploymentTable.Table, ["deploy"], group: "apps", isInAll: true, hasStatus: true);

    public static readonly Kind ReplicaSet = Row(
        "ReplicaSet", "replicasets", AppsJsonContext.Default.ReplicaSet, new ReplicaSetKind(), ReplicaSetTable.Table, ["rs"], group: "apps", isInAll: true, hasStatus: true);

    public static readonly Kind Role = Row("Role", "roles", RbacJsonContext.Default.Role, new PlainKind<Role>(), NameAndTime.Of<Role>(), [], group: RoleRef.Group);

    public static readonly Kind RoleBinding = Row(
        "RoleBinding", "rolebindings", RbacJsonContext.Default.RoleBinding, new RoleBindingKind(), BindingTables.RoleBindings, [], group: RoleRef.Group);

    public static readonly Kind ClusterRole = Row(
        "ClusterRole", "clusterroles", RbacJsonContext.Default.ClusterRole, new PlainKind<ClusterRole>(), NameAndTime.Of<ClusterRole>(), [], group: RoleRef.Group, isNamespaced: false);

    public static readonly Kind ClusterRoleBinding = Row(
        "ClusterRoleBinding", "clusterrolebindings", RbacJsonContext.Default.ClusterRoleBinding, new ClusterRoleBindingKind(), BindingTables.ClusterRoleBindings, [], group: RoleRef.Group, isNamespaced: false);

    public static readonly Kind ServiceAccount = Row(
        "ServiceAccount", "serviceaccounts", CoreJsonContext.Default.ServiceAccount, new PlainKind<ServiceAccount>(), ServiceAccountTable.Table, ["sa"], subresources: ["token"]);

    public static readonly Kind ResourceQuota = Row(
        "ResourceQuota", "resourcequotas", QuotaJsonContext.Default.ResourceQuota, new ResourceQuotaKind(), ResourceQuotaTable.Table, ["quota"], hasStatus: true);

    public static readonly Kind LimitRange = Row("LimitRange", "limitranges", QuotaJsonContext.Default.LimitRange, new PlainKind<LimitRange>(), NameAndTime.Of<LimitRange>(), ["limits"]);

    /// <summary>Only as a subresource of ServiceAccounts.</summary>
    public static readonly Kind TokenRequest = Question("TokenRequest", AuthenticationJsonContext.Default.ServiceAccountTokenRequest, Authentication, isNamespaced: true);

    /// <summary>Another door to pods/binding.</summary>
    public static readonly Kind Binding = new()
    {
        Name = "Binding",
        Plural = "bindings",
        IsStored = false,
        Type = typeof(SchemaObject),
        TypeInfo = SchemaJsonContext.Default.SchemaObject,
        Content = SubresourceBodies.Binding,
        Strategy = new PlainKind<SchemaObject>(),
        Table = NameAndTime.Of<SchemaObject>(),
        Empty = new SchemaObject { KindName = "Binding", GroupVersion = "v1" },
    };

    private static readonly Kind[] WithRecords =
    [
        Binding,
        Namespace, Node, Pod, ConfigMap, Secret, Event, Deployment, ReplicaSet, Role, RoleBinding, ClusterRole, ClusterRoleBinding, ServiceAccount, ResourceQuota, LimitRange,
        Question("SelfSubjectAccessReview", AuthorizationJsonContext.Default.SelfSubjectAccessReview, Authorization),
        Question("SubjectAccessReview", AuthorizationJsonContext.Default.SubjectAccessReview, Authorization),
        Question("LocalSubjectAccessReview", AuthorizationJsonContext.Default.LocalSubjectAccessReview, Authorization, isNamespaced: true),
        Question("SelfSubjectRulesReview", AuthorizationJsonContext.Default.SelfSubjectRulesReview, Authorization),
        Question("SelfSubjectReview", AuthenticationJsonContext.Default.SelfSubjectReview, Authentication),
        Question("TokenReview", AuthenticationJsonContext.Default.TokenReview, Authentication),
    ];

    /// <summary>In the order of discovery.</summary>
    public static readonly IReadOnlyList<Kind> All = [.. GroupOrder.Sort(WithRecords.Concat(SchemaKinds.Except(WithRecords)))];

    /// <summary>The same with what is measured when it is asked for.</summary>
    public static IReadOnlyList<Kind> Served => field ??= [.. All, .. MeasureKinds.All];

    /// <summary>All but the questions and the second names.</summary>
    public static readonly IReadOnlyList<Kind> Stored = [.. All.Where(kind => kind is { IsStored: true, Alias: null })];

    private static readonly Dictionary<Type, Kind> ByType = WithRecords.ToDictionary(kind => kind.Type);

    private static readonly Dictionary<(string ApiVersion, string Name), Kind> ByName = All.ToDictionary(kind => (kind.ApiVersion, kind.Name));

    private static readonly Dictionary<(string ApiVersion, string Plural), Kind> ByPlural = All.ToDictionary(kind => (kind.ApiVersion, kind.Plural));

    private static readonly Dictionary<string, Kind> ByGroupResource = All.Where(kind => kind.Alias is null).ToDictionary(kind => kind.GroupResource, StringComparer.Ordinal);

    public static Kind Of<T>()
        where T : ApiObject => ByType[typeof(T)];

    public static Kind Of(ApiObject obj) => obj is SchemaObject ? ByName[(obj.ApiVersion, obj.Kind)] : ByType[obj.GetType()];

    public static Kind? FindResource(string group, string version, string plural) =>
        ByPlural.GetValueOrDefault((group.Length == 0 ? version : $"{group}/{version}", plural));

    public static Kind? FindKind(string apiVersion, string name) => ByName.GetValueOrDefault((apiVersion, name));

    /// <summary>The kind whose objects are kept under such a key; null for the store's other content.</summary>
    public static Kind? FindByKey(string key)
    {
        var end = key.IndexOf('/', 1);
        return end > 1 && ByGroupResource.TryGetValue(key[1..end], out var kind) ? kind : null;
    }

    private static Kind Question<T>(string name, JsonTypeInfo<T> typeInfo, string group, bool isNamespaced = false)
        where T : ApiObject, new() =>
        Row(name, name.ToLowerInvariant() + "s", typeInfo, new PlainKind<T>(), NameAndTime.Of<T>(), [], group, isNamespaced) with { IsStored = false };

    private static Kind Row<T>(
        string name,
        string plural,
        JsonTypeInfo<T> typeInfo,
        Strategy<T> strategy,
        ObjectTable table,
        IReadOnlyList<string> shortNames,
        string group = "",
        bool isNamespaced = true,
        bool isInAll = false,
        bool hasStatus = false,
        IReadOnlyList<string>? subresources = null)
        where T : ApiObject, new() => new()
        {
            Name = name,
            Group = group,
            Plural = plural,
            ShortNames = shortNames,
            Categories = isInAll ? ["all"] : [],
            IsNamespaced = isNamespaced,
            HasStatus = hasStatus,
            Subresources = subresources ?? [],
            Type = typeof(T),
            TypeInfo = typeInfo,
            Content = SchemaType.Of(typeInfo),
            Strategy = strategy,
            Table = table,
            Empty = new T(),
        };
}
