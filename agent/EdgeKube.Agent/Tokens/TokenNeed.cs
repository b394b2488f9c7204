using System.Globalization;
using EdgeKube.Api;

namespace EdgeKube.Agent.Tokens;

/// <summary>A token that a pod asks for in its volumes. The same pod may ask for several.</summary>
/// <param name="Audience">Empty: the API itself.</param>
internal sealed record TokenNeed(string Namespace, string Account, string Pod, string PodUid, string Audience, long Seconds)
{
    private const long DefaultSeconds = 3600;

    /// <summary>What it is kept under.</summary>
    public string Key => string.Create(CultureInfo.InvariantCulture, $"{PodUid}/{Account}/{Seconds}/{Audience}");

    public static TokenNeed Of(Pod pod, ServiceAccountTokenProjection source) => new(
        pod.Namespace,
        pod.Spec?.ServiceAccountName is { Length: > 0 } account ? account : "default",
        pod.Name,
        pod.Uid,
        source.Audience ?? "",
        source.ExpirationSeconds ?? DefaultSeconds);

    public static IReadOnlyList<TokenNeed> Of(Pod pod)
    {
        var needs = new List<TokenNeed>();
        foreach (var volume in pod.Spec?.Volumes ?? [])
        {
            foreach (var source in volume.Projected?.Sources ?? [])
            {
                if (source.ServiceAccountToken is { } token)
                {
                    needs.Add(Of(pod, token));
                }
            }
        }

        return needs;
    }
}
