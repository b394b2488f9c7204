using EdgeKube.Api;

namespace EdgeKube.Controller.Api;

/// <summary>The volume with which a pod speaks to the API: a token of its ServiceAccount, the authority to know the API by, and its namespace. Pure.</summary>
internal static class TokenVolume
{
    /// <summary>A token asked for with this life counts for a year: old clients read it once only. What it is due for anew stands in its claims.</summary>
    public const long ExtendedSeconds = 3607;

    private const string Prefix = "kube-api-access-";
    private const string MountPath = "/var/run/secrets/kubernetes.io/serviceaccount";
    private const int Mode = 0x1A4;

    public static bool IsWanted(PodSpec spec, ServiceAccount account) => spec.AutomountServiceAccountToken ?? account.AutomountServiceAccountToken ?? true;

    /// <summary>Adds what is missing: a container that mounts something else there goes without.</summary>
    public static PodSpec Add(PodSpec spec, Random random)
    {
        var volumes = spec.Volumes ?? [];
        var own = volumes.FirstOrDefault(volume => volume.Name.StartsWith(Prefix, StringComparison.Ordinal));
        var name = own?.Name ?? MetadataRules.Generate(Prefix, random);
        if (own is null && PodContainers.All(spec).All(HasMount))
        {
            return spec;
        }

        return spec with
        {
            Volumes = own is null ? [.. volumes, Build(name)] : volumes,
            Containers = AddTo(spec.Containers, name),
            InitContainers = spec.InitContainers is { } inits ? AddTo(inits, name) : null,
        };
    }

    private static Container[] AddTo(IReadOnlyList<Container> containers, string name) =>
        [.. containers.Select(container => HasMount(container) ? container : container with
        {
            VolumeMounts = [.. container.VolumeMounts ?? [], new VolumeMount { Name = name, MountPath = MountPath, ReadOnly = true }],
        })];

    private static bool HasMount(Container container) => (container.VolumeMounts ?? []).Any(mount => mount.MountPath == MountPath);

    private static Volume Build(string name) => new()
    {
        Name = name,
        Projected = new ProjectedVolumeSource
        {
            DefaultMode = Mode,
            Sources =
            [
                new() { ServiceAccountToken = new() { ExpirationSeconds = ExtendedSeconds, Path = "token" } },
                new() { ConfigMap = new() { Name = StandardContent.Certificate, Items = [new() { Key = "ca.crt", Path = "ca.crt" }] } },
                new() { DownwardAPI = new() { Items = [new() { Path = "namespace", FieldRef = new() { ApiVersion = "v1", FieldPath = "metadata.namespace" } }] } },
            ],
        },
    };
}
