using System.Text;
using EdgeKube.Agent.Pods;
using EdgeKube.Api;

namespace EdgeKube.Agent.Volumes;

/// <summary>Decides what files the volumes hold that show data of the API.</summary>
internal sealed class PayloadBuilder(Pod pod, IPodInputs inputs, PodManagerOptions options)
{
    private const int DefaultMode = 0x1A4;
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Null for a volume of another kind.</summary>
    public VolumePayload? Build(Volume volume) => volume switch
    {
        { ConfigMap: { } map } => Of(map.Name, map.Items, map.Optional, map.DefaultMode),
        { Secret: { } secret } => OfSecret(secret.SecretName, secret.Items, secret.Optional, secret.DefaultMode),
        { DownwardAPI: { } downward } => Facts(downward.Items, downward.DefaultMode),
        { Projected: { } projected } => Join((projected.Sources ?? []).Select(source => Of(source, projected.DefaultMode))),
        _ => null,
    };

    private VolumePayload Of(VolumeProjection source, int? mode) => source switch
    {
        { ConfigMap: { } map } => Of(map.Name, map.Items, map.Optional, mode),
        { Secret: { } secret } => OfSecret(secret.Name, secret.Items, secret.Optional, mode),
        { ServiceAccountToken: { } token } => OfToken(token, mode),
        _ => Facts(source.DownwardAPI?.Items, mode),
    };

    private VolumePayload Of(string? name, IReadOnlyList<KeyToPath>? items, bool? optional, int? mode)
    {
        var map = inputs.FindConfigMap(pod.Namespace, name ?? "");
        var data = map is null ? null : (map.Data ?? new Dictionary<string, string>())
            .Select(pair => KeyValuePair.Create(pair.Key, (ReadOnlyMemory<byte>)Encoding.UTF8.GetBytes(pair.Value)))
            .Concat((map.BinaryData ?? new Dictionary<string, byte[]>()).Select(pair => KeyValuePair.Create(pair.Key, (ReadOnlyMemory<byte>)pair.Value)));
        return Select(data, "configmap", name, items, optional == true, mode);
    }

    private VolumePayload OfSecret(string? name, IReadOnlyList<KeyToPath>? items, bool? optional, int? mode)
    {
        var secret = inputs.FindSecret(pod.Namespace, name ?? "");
        var data = secret is null ? null : (secret.Data ?? new Dictionary<string, byte[]>()).Select(pair => KeyValuePair.Create(pair.Key, (ReadOnlyMemory<byte>)pair.Value));
        return Select(data, "secret", name, items, optional == true, mode);
    }

    // As the kubelet: where the pod says whose its files are, nobody else reads its token.
    private VolumePayload OfToken(ServiceAccountTokenProjection source, int? mode)
    {
        if (inputs.FindToken(pod, source, out var fault) is not { } token)
        {
            return VolumePayload.Failed($"failed to fetch token: {fault}");
        }

        var user = VolumeUser.Of(pod);
        var isPrivate = user is not null || pod.Spec?.SecurityContext?.FsGroup is not null;
        return VolumePayload.Of([new VolumeFile(source.Path, Encoding.UTF8.GetBytes(token), isPrivate ? OwnerOnly : Mode(mode)) { Owner = user }]);
    }

    private static VolumePayload Select(
        IEnumerable<KeyValuePair<string, ReadOnlyMemory<byte>>>? data, string kind, string? name, IReadOnlyList<KeyToPath>? items, bool optional, int? mode)
    {
        if (data is null)
        {
            return optional ? VolumePayload.Of([]) : VolumePayload.Failed($"{kind} \"{name}\" not found");
        }

        if (items is not { Count: > 0 })
        {
            return VolumePayload.Of(data.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => new VolumeFile(pair.Key, pair.Value, Mode(mode))));
        }

        var byKey = data.ToDictionary(StringComparer.Ordinal);
        var missing = items.FirstOrDefault(item => !byKey.ContainsKey(item.Key));
        return missing is not null && !optional
            ? VolumePayload.Failed($"references non-existent {(kind == "secret" ? "secret" : "config")} key: {missing.Key}")
            : VolumePayload.Of(items.Where(item => byKey.ContainsKey(item.Key)).Select(item => new VolumeFile(item.Path, byKey[item.Key], Mode(item.Mode ?? mode))));
    }

    private VolumePayload Facts(IReadOnlyList<DownwardAPIVolumeFile>? files, int? mode)
        => VolumePayload.Of((files ?? []).Select(file => new VolumeFile(file.Path, Encoding.UTF8.GetBytes(Fact(file)), Mode(file.Mode ?? mode))));

    private string Fact(DownwardAPIVolumeFile file) => file.FieldRef?.FieldPath switch
    {
        null when file.ResourceFieldRef is { } resource => ResourceFacts.Find(pod, null, resource, options) ?? "",
        "metadata.labels" => Lines(pod.Metadata.Labels),
        "metadata.annotations" => Lines(pod.Metadata.Annotations),
        { } path => DownwardFields.Find(pod, path, [], "") ?? "",
        null => "",
    };

    // As the kubelet: one line for each, sorted, with the value as Go quotes it.
    private static string Lines(IReadOnlyDictionary<string, string>? map)
        => string.Join('\n', (map ?? new Dictionary<string, string>()).OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Key}={GoQuote.Quote(pair.Value)}"));

    private static VolumePayload Join(IEnumerable<VolumePayload> parts)
    {
        // A later source wins where two show the same path.
        var files = new Dictionary<string, VolumeFile>(StringComparer.Ordinal);
        foreach (var part in parts)
        {
            if (part.Error is not null)
            {
                return part;
            }

            foreach (var file in part.Files)
            {
                files[file.Path] = file;
            }
        }

        return VolumePayload.Of(files.Values);
    }

    private static UnixFileMode Mode(int? mode) => (UnixFileMode)((mode ?? DefaultMode) & 0x1FF);
}
