using EdgeKube.Api;

namespace EdgeKube.Controller.Api;

/// <summary>What Kubernetes' admission adds to every pod: its service account, priority and how long it tolerates a lost node.</summary>
internal sealed class PodCompletion : IAdmission
{
    private const long LostNodeSeconds = 300;

    public ApiResult<ApiObject> Admit(Kind kind, ApiObject obj)
    {
        if (obj is not Pod { Spec: { } spec } pod)
        {
            return obj;
        }

        var account = spec.ServiceAccountName ?? spec.ServiceAccount ?? "default";
        return pod with
        {
            Spec = spec with
            {
                ServiceAccountName = account,
                ServiceAccount = account,
                Priority = spec.Priority ?? 0,
                PreemptionPolicy = spec.PreemptionPolicy ?? "PreemptLowerPriority",
                Tolerations = WithLostNode(spec.Tolerations ?? []),
            },
        };
    }

    private static IReadOnlyList<Toleration> WithLostNode(IReadOnlyList<Toleration> given)
    {
        var added = new[] { "node.kubernetes.io/not-ready", "node.kubernetes.io/unreachable" }
            .Where(key => !given.Any(toleration => Covers(toleration, key)))
            .Select(key => new Toleration { Key = key, Operator = "Exists", Effect = "NoExecute", TolerationSeconds = LostNodeSeconds });
        return [.. given, .. added];
    }

    private static bool Covers(Toleration toleration, string key) =>
        (toleration.Key == key || string.IsNullOrEmpty(toleration.Key)) && (toleration.Effect is null or "" or "NoExecute");
}
