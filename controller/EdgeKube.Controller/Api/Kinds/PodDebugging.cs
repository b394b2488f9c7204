using EdgeKube.Api;

namespace EdgeKube.Controller.Api;

/// <summary>pods/ephemeralcontainers: containers are added to a pod, and nothing else of it changes. Pure.</summary>
internal static class PodDebugging
{
    public const string Subresource = "ephemeralcontainers";

    public static Pod Take(Pod given, Pod current) => current with
    {
        Metadata = given.Metadata,
        Spec = (current.Spec ?? new PodSpec()) with { EphemeralContainers = given.Spec?.EphemeralContainers },
    };

    public static IEnumerable<StatusCause> FindFaults(Pod next, Pod current)
    {
        var wanted = next.Spec?.EphemeralContainers ?? [];
        foreach (var known in current.Spec?.EphemeralContainers ?? [])
        {
            var same = wanted.FirstOrDefault(container => container.Name == known.Name);
            if (same is null)
            {
                yield return Statuses.ForbiddenField("spec.ephemeralContainers", $"existing ephemeral containers {GoText.Quote(known.Name)} may not be removed");
            }
            else if (!AreEqual(same, known))
            {
                yield return Statuses.ForbiddenField("spec.ephemeralContainers", $"existing ephemeral containers {GoText.Quote(known.Name)} may not be changed");
            }
        }
    }

    // Records that hold equal lists are not equal: their JSON is.
    private static bool AreEqual(EphemeralContainer left, EphemeralContainer right) => ObjectCodec.HaveEqualJson(Holding(left), Holding(right));

    private static Pod Holding(EphemeralContainer container) => new() { Spec = new PodSpec { EphemeralContainers = [container] } };
}
