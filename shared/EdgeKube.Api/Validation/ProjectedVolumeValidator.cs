namespace EdgeKube.Api;

/// <summary>Rules for a projected volume.</summary>
internal static class ProjectedVolumeValidator
{
    public static IEnumerable<FieldError> Validate(ProjectedVolumeSource volume, string path)
    {
        var sources = volume.Sources ?? [];
        return VolumeFileRules.ValidateMode(volume.DefaultMode, $"{path}.defaultMode")
            .Concat(sources.SelectMany((source, i) => ValidateSource(source, $"{path}.sources[{i}]")))
            .Concat(FindConflicts(sources, path));
    }

    private static IEnumerable<FieldError> ValidateSource(VolumeProjection source, string path)
    {
        var given = new object?[] { source.ConfigMap, source.Secret, source.DownwardAPI }.Count(item => item is not null);
        if (given > 1)
        {
            return [FieldError.Forbidden(path, "may not specify more than 1 volume type per source")];
        }

        return source switch
        {
            { ConfigMap: { } map } => VolumeFileRules.ValidateKeys(map.Name, "name", map.Items, $"{path}.configMap"),
            { Secret: { } secret } => VolumeFileRules.ValidateKeys(secret.Name, "name", secret.Items, $"{path}.secret"),
            { DownwardAPI: { } downward } => VolumeFileRules.ValidateFacts(downward.Items, $"{path}.downwardAPI"),
            _ => [FieldError.Required(path, "no volume source specified")],
        };
    }

    private static IEnumerable<FieldError> FindConflicts(IReadOnlyList<VolumeProjection> sources, string path)
    {
        var taken = new HashSet<string>(StringComparer.Ordinal);
        foreach (var source in sources)
        {
            var (name, paths) = source switch
            {
                { ConfigMap: { } map } => (map.Name, map.Items?.Select(item => item.Path)),
                { Secret: { } secret } => (secret.Name, secret.Items?.Select(item => item.Path)),
                _ => (null, source.DownwardAPI?.Items?.Select(item => item.Path)),
            };
            if ((paths ?? []).Where(target => target.Length > 0).Count(target => !taken.Add(target)) > 0)
            {
                yield return FieldError.Invalid(path, name, "conflicting duplicate paths");
            }
        }
    }
}
