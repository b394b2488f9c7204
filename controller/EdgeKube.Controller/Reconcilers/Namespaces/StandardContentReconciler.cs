using EdgeKube.Api;
using EdgeKube.Controller.Api;
using EdgeKube.Controller.Security.Pki;

namespace EdgeKube.Controller.Reconcilers.Namespaces;

/// <summary>Puts back what every namespace holds: somebody deleted it, the authority changed, or the namespace is older than this.</summary>
internal sealed class StandardContentReconciler(IResources resources, RootCertificate root) : IReconciler<string>, IKeySource<string>
{
    private readonly IResources _resources = resources.As("system:namespace-controller");

    public string Name => "namespace-content";

    public IReadOnlyList<Kind>? Kinds => [KindTable.Namespace, KindTable.ServiceAccount, KindTable.ConfigMap];

    public IEnumerable<string> KeysOf(ResourceChange change) => change.Object switch
    {
        Namespace => [change.Name],
        ServiceAccount { Name: StandardContent.Account } or ConfigMap { Name: StandardContent.Certificate } => [change.Namespace],
        _ => [],
    };

    public async Task<ReconcileResult> ReconcileAsync(string key, CancellationToken cancellationToken)
    {
        if (_resources.Find<Namespace>(null, key) is not { Metadata.DeletionTimestamp: null })
        {
            return ReconcileResult.Done;
        }

        var missing = StandardContent.Plan(
            key, _resources.Find<ServiceAccount>(key, StandardContent.Account), _resources.Find<ConfigMap>(key, StandardContent.Certificate), root.Pem);
        foreach (var obj in missing)
        {
            var result = obj.Uid.Length == 0 ? await _resources.CreateAsync(obj, cancellationToken) : await _resources.UpdateAsync(obj, cancellationToken);
            if (!result.Succeeded && !result.IsNotFound)
            {
                return ReconcileResult.TryAgain;
            }
        }

        return ReconcileResult.Done;
    }

    public IDisposable Subscribe(Action<string> add)
    {
        void AddAll()
        {
            foreach (var ns in _resources.List<Namespace>())
            {
                add(ns.Name);
            }
        }

        root.Changed += AddAll;
        return new Subscription(() => root.Changed -= AddAll);
    }

    private sealed class Subscription(Action end) : IDisposable
    {
        public void Dispose() => end();
    }
}
