using EdgeKube.Api;
using EdgeKube.Controller.Api;

namespace EdgeKube.Controller.Reconcilers;

/// <summary>A kind for those reconcilers that treat all kinds alike.</summary>
internal abstract class ResourceKind(string apiVersion, string kind, string resource, bool namespaced)
{
    private const string Rbac = $"{RoleRef.Group}/v1";

    /// <summary>Every kind there is. A kind missing here is neither collected nor deleted with its namespace.</summary>
    public static readonly IReadOnlyList<ResourceKind> All =
    [
        new Typed<Namespace>("v1", "Namespace", "namespaces", namespaced: false),
        new Typed<Node>("v1", "Node", "nodes", namespaced: false),
        new Typed<Pod>("v1", "Pod", "pods"),
        new Typed<ConfigMap>("v1", "ConfigMap", "configmaps"),
        new Typed<Secret>("v1", "Secret", "secrets"),
        new Typed<Event>("v1", "Event", "events"),
        new Typed<Deployment>("apps/v1", "Deployment", "deployments.apps"),
        new Typed<ReplicaSet>("apps/v1", "ReplicaSet", "replicasets.apps"),
        new Typed<Role>(Rbac, "Role", $"roles.{RoleRef.Group}"),
        new Typed<RoleBinding>(Rbac, "RoleBinding", $"rolebindings.{RoleRef.Group}"),
        new Typed<ClusterRole>(Rbac, "ClusterRole", $"clusterroles.{RoleRef.Group}", namespaced: false),
        new Typed<ClusterRoleBinding>(Rbac, "ClusterRoleBinding", $"clusterrolebindings.{RoleRef.Group}", namespaced: false),
        new Typed<ServiceAccount>("v1", "ServiceAccount", "serviceaccounts"),
    ];

    public string ApiVersion => apiVersion;

    public string Kind => kind;

    /// <summary>Plural and group, as messages name it: <c>deployments.apps</c>.</summary>
    public string Resource => resource;

    public bool Namespaced => namespaced;

    public static ResourceKind? Find(string kind) => All.FirstOrDefault(one => one.Kind == kind);

    public abstract ApiObject? Find(IResources resources, string ns, string name);

    public abstract IReadOnlyList<ApiObject> List(IResources resources, string? ns);

    /// <summary>Null when it went well.</summary>
    public abstract Task<ApiStatus?> UpdateAsync(IResources resources, ApiObject obj, CancellationToken cancellationToken);

    /// <summary>Null when it went well.</summary>
    public abstract Task<ApiStatus?> DeleteAsync(IResources resources, ApiObject obj, DeleteOptions options, CancellationToken cancellationToken);

    private sealed class Typed<T>(string apiVersion, string kind, string resource, bool namespaced = true)
        : ResourceKind(apiVersion, kind, resource, namespaced)
        where T : ApiObject
    {
        public override ApiObject? Find(IResources resources, string ns, string name) => resources.Find<T>(Namespaced ? ns : null, name);

        public override IReadOnlyList<ApiObject> List(IResources resources, string? ns) => resources.List<T>(ns);

        public override async Task<ApiStatus?> UpdateAsync(IResources resources, ApiObject obj, CancellationToken cancellationToken)
            => (await resources.UpdateAsync((T)obj, cancellationToken)).Error;

        public override async Task<ApiStatus?> DeleteAsync(IResources resources, ApiObject obj, DeleteOptions options, CancellationToken cancellationToken)
            => (await resources.DeleteAsync<T>(Namespaced ? obj.Namespace : null, obj.Name, options, cancellationToken)).Error;
    }
}
