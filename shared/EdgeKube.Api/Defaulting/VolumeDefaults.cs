namespace EdgeKube.Api;

/// <summary>Defaults of one volume.</summary>
internal static class VolumeDefaults
{
    /// <summary>rw-r--r--</summary>
    private const int Mode = 0x1A4;

    private const long TokenSeconds = 3600;

    public static Volume Apply(Volume volume)
    {
        var hasSource = volume is not { EmptyDir: null, HostPath: null, ConfigMap: null, Secret: null, DownwardAPI: null, Projected: null, PersistentVolumeClaim: null };
        return volume with
        {
            EmptyDir = hasSource ? Apply(volume.EmptyDir) : new(),
            HostPath = volume.HostPath is { } path ? path with { Type = path.Type ?? "" } : null,
            ConfigMap = volume.ConfigMap is { } map ? map with { DefaultMode = map.DefaultMode ?? Mode } : null,
            Secret = volume.Secret is { } secret ? secret with { DefaultMode = secret.DefaultMode ?? Mode } : null,
            DownwardAPI = volume.DownwardAPI is { } downward ? downward with { DefaultMode = downward.DefaultMode ?? Mode, Items = Apply(downward.Items) } : null,
            Projected = volume.Projected is not { } projected ? null : projected with
            {
                DefaultMode = projected.DefaultMode ?? Mode,
                Sources = projected.Sources is { } sources ? [.. sources.Select(Apply)] : null,
            },
        };
    }

    private static EmptyDirVolumeSource? Apply(EmptyDirVolumeSource? memory) => memory?.SizeLimit is { } limit ? memory with { SizeLimit = limit.ToCanonical() } : memory;

    private static VolumeProjection Apply(VolumeProjection source) => source switch
    {
        { DownwardAPI: { } downward } => source with { DownwardAPI = downward with { Items = Apply(downward.Items) } },
        { ServiceAccountToken: { } token } => source with { ServiceAccountToken = token with { ExpirationSeconds = token.ExpirationSeconds ?? TokenSeconds } },
        _ => source,
    };

    private static IReadOnlyList<DownwardAPIVolumeFile>? Apply(IReadOnlyList<DownwardAPIVolumeFile>? files) => files is null ? null :
    [
        .. files.Select(file => file is { FieldRef: { ApiVersion: null or "" } field } ? file with { FieldRef = field with { ApiVersion = "v1" } } : file),
    ];
}
