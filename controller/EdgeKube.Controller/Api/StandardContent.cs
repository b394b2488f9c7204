using EdgeKube.Api;

namespace EdgeKube.Controller.Api;

/// <summary>What every namespace holds. Pure.</summary>
internal static class StandardContent
{
    public const string Account = "default";
    public const string Certificate = "kube-root-ca.crt";
    private const string Key = "ca.crt";

    private const string Description =
        "Contains a CA bundle that can be used to verify the kube-apiserver when using internal endpoints such as the internal service IP or "
        + "kubernetes.default.svc. No other usage is guaranteed across distributions of Kubernetes clusters.";

    public static ServiceAccount BuildAccount(string ns) => new() { Metadata = new ObjectMeta { Name = Account, Namespace = ns } };

    public static ConfigMap BuildCertificate(string ns, string pem) => new()
    {
        Metadata = new ObjectMeta
        {
            Name = Certificate,
            Namespace = ns,
            Annotations = new Dictionary<string, string> { ["kubernetes.io/description"] = Description },
        },
        Data = new Dictionary<string, string> { [Key] = pem },
    };

    /// <summary>All of it, for a namespace that is new.</summary>
    public static IEnumerable<ApiObject> Build(string ns, string? pem) => pem is null ? [BuildAccount(ns)] : [BuildAccount(ns), BuildCertificate(ns, pem)];

    /// <summary>What must be made, or changed, for a namespace to hold it.</summary>
    public static IEnumerable<ApiObject> Plan(string ns, ServiceAccount? account, ConfigMap? certificate, string? pem)
    {
        if (account is null)
        {
            yield return BuildAccount(ns);
        }

        if (pem is not null && (certificate?.Data is not { Count: 1 } data || data.GetValueOrDefault(Key) != pem))
        {
            var built = BuildCertificate(ns, pem);
            yield return certificate is null ? built : certificate with { Data = built.Data, BinaryData = null };
        }
    }
}
