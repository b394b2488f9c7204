namespace EdgeKube.Reference;

/// <summary>Steps of kubectl that print something else on purpose, each with its reason.</summary>
internal static class DeliberateTranscripts
{
    private const string NoNode = "No node takes part in the replay, so no pod runs; what running pods and nodes print, the end-to-end tests show";
    private const string NoEndpoints = "Nothing makes endpoints for Services yet, and kubectl says so";
    private const string NoBudgets = "Nothing counts pods for PodDisruptionBudgets yet";
    private const string NoCredentials = "The replay's kubeconfig holds no credentials, for which kubectl asks before it finds nobody there";
    private const string Checks = "The checks are those of this controller, under their own names";
    private const string Untracked = "What the controller makes itself has no managedFields";
    private const string Shuffled = "kubectl walks a map of Go and prints its warnings in any order";
    private const string Hash = "The hash of a template is this controller's own";
    private const string Version = "The version is this program's, in the form that Kubernetes gives it";
    private const string Place = "kubectl prints its own configuration there, which is the replay's";

    private const string Measured = "Nodes are measured here without an add-on, so kubectl finds the Metrics API";

    private static readonly Dictionary<string, string> ByStep = new()
    {
        ["kubectl/28-taint-cordon-drain-top-on-node: 13: top nodes"] = Measured,
        ["kubectl/28-taint-cordon-drain-top-on-node: 14: top pods"] = Measured,
        ["kubectl/05-apply-client-side-deployment-change-and-immutable: 4: rollout status deploy/web"] = NoNode,
        ["kubectl/05-apply-client-side-deployment-change-and-immutable: 7: apply -f dep.yaml"] = Deliberate.Patched,
        ["kubectl/07-get-yaml-and-json-of-a-pod: 1: get pod p1 -o yaml"] = NoNode,
        ["kubectl/07-get-yaml-and-json-of-a-pod: 2: get cm kube-root-ca.crt -o jsonpath={.metadata}"] = Untracked,
        ["kubectl/08-get-many-kinds: 1: get all"] = NoNode,
        ["kubectl/08-get-many-kinds: 2: get deploy,rs,svc,ep"] = NoNode,
        ["kubectl/08-get-many-kinds: 3: get deploy -o wide"] = NoNode,
        ["kubectl/08-get-many-kinds: 4: get rs -o wide"] = NoNode,
        ["kubectl/08-get-many-kinds: 11: get nodes"] = NoNode,
        ["kubectl/08-get-many-kinds: 13: get deployments.apps web"] = NoNode,
        ["kubectl/09-get-errors: 16: get pods --server=https://127.0.0.1:1"] = NoCredentials,
        ["kubectl/09-get-errors: 19: get --raw /readyz?verbose"] = Checks,
        ["kubectl/11-describe-pod: 1: describe pod p1 --show-events=false"] = NoNode,
        ["kubectl/11-describe-pod: 3: create -f -"] = Deliberate.Words,
        ["kubectl/12-describe-service-configmap-secret-sa-others: 1: describe svc web --show-events=false"] = NoEndpoints,
        ["kubectl/12-describe-service-configmap-secret-sa-others: 5: describe quota q"] = NoNode,
        ["kubectl/12-describe-service-configmap-secret-sa-others: 8: describe ingress i --show-events=false"] = NoEndpoints,
        ["kubectl/12-describe-service-configmap-secret-sa-others: 9: describe pdb p --show-events=false"] = NoBudgets,
        ["kubectl/13-describe-node-and-events: 1: describe node node-1 --show-events=false"] = NoNode,
        ["kubectl/15-patch-types: 6: patch deploy web -p '{bad'"] = Deliberate.Words,
        ["kubectl/15-patch-types: 12: patch deploy web -p '{\"spec\":{\"replicas\":\"x\"}}'"] = Deliberate.Patched,
        ["kubectl/16-edit: 7: edit cm cm"] = Deliberate.Words,
        ["kubectl/17-replace-and-conflict: 4: replace --force -f pod.yaml --grace-period=0"] = NoNode,
        ["kubectl/17-replace-and-conflict: 6: replace -f pod.yaml"] = Deliberate.GoDiff,
        ["kubectl/17-replace-and-conflict: 7: replace -f -"] = Deliberate.GoDiff,
        ["kubectl/20-set: 7: set env deploy/web --from=configmap/cm"] = Shuffled,
        ["kubectl/21-rollout: 1: rollout status deploy/web --timeout=60s"] = NoNode,
        ["kubectl/21-rollout: 4: rollout status deploy/web --timeout=60s"] = NoNode,
        ["kubectl/21-rollout: 7: rollout history deploy/web --revision=1"] = Hash,
        ["kubectl/21-rollout: 10: rollout status deploy/web --timeout=60s"] = NoNode,
        ["kubectl/21-rollout: 21: rollout status deploy/web --timeout=60s"] = NoNode,
        ["kubectl/21-rollout: 25: get rs -L pod-template-hash"] = NoNode,
        ["kubectl/23-wait: 1: wait --for=condition=Ready pod/p1 --timeout=60s"] = NoNode,
        ["kubectl/23-wait: 3: wait --for=jsonpath='{.status.phase}'=Running pod/p1 --timeout=20s"] = NoNode,
        ["kubectl/23-wait: 11: wait --for=condition=Ready pod --all --timeout=5s"] = NoNode,
        ["kubectl/29-version-and-cluster-info: 1: version"] = Version,
        ["kubectl/29-version-and-cluster-info: 2: version -o json"] = Version,
        ["kubectl/29-version-and-cluster-info: 4: cluster-info"] = Place,
        ["kubectl/29-version-and-cluster-info: 5: config view --minify"] = Place,
        ["kubectl/29-version-and-cluster-info: 10: options"] = Place,
        ["kubectl/31-jobs-and-cronjobs: 6: get jobs -o wide"] = NoNode,
    };

    /// <summary>The reason; null when the difference is not meant.</summary>
    public static string? FindReason(string key) => ByStep.GetValueOrDefault(key);
}
