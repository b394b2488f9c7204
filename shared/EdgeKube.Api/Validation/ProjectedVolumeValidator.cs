namespace EdgeKube.Api;

/// <summary>Rules for a projected volume.</summary>
internal static class ProjectedVolumeValidator
{
    private const long MinTokenSeconds = 600;
    private const long MaxTokenSeconds = 1L << 32;

    public static IEnumerable<FieldError> Validate(ProjectedVolumeSource volume, string path)
    {
        var sources = volume.Sources ?? [];
        return VolumeFileRules.ValidateMode(volume.DefaultMode, $"{path}.defaultMode")
            .Concat(sources.SelectMany((source, i) => ValidateSource(source, $"{path}.sources[{i}]")))
            .Concat(FindConflicts(sources, path));
    }

    private static IEnumerable<FieldError> ValidateSource(VolumeProjection source, string path)
    {
        var given = new object?[] { source.ConfigMap, source.Secret, source.DownwardAPI, source.ServiceAccountToken }.Count(item => item is not null);
        if (given > 1)
        {
            return [FieldError.Forbidden(path, "may not specify more than 1 volume type per source")];
        }

        return source switch
        {
            { ConfigMap: { } map } => VolumeFileRules.ValidateKeys(map.Name, "name", map.Items, $"{path}.configMap"),
            { Secret: { } secret } => VolumeFileRules.ValidateKeys(secret.Name, "name", secret.Items, $"{path}.secret"),
            { DownwardAPI: { } downward } => VolumeFileRules.ValidateFacts(downward.Items, $"{path}.downwardAPI"),
            { ServiceAccountToken: { } token } => ValidateToken(token, $"{path}.serviceAccountToken"),
            _ => [FieldError.Required(path, "no volume source specified")],
        };
    }

    private static IEnumerable<FieldError> ValidateToken(ServiceAccountTokenProjection token, string path)
    {
        if (token.ExpirationSeconds < MinTokenSeconds)
        {
            yield return FieldError.Invalid($"{path}.expirationSeconds", token.ExpirationSeconds.Value, "may not specify a duration less than 10 minutes");
        }
        else if (token.ExpirationSeconds > MaxTokenSeconds)
        {
            yield return FieldError.Invalid($"{path}.expirationSeconds", token.ExpirationSeconds.Value, "may not specify a duration larger than 2^32 seconds");
        }

        foreach (var fault in VolumeFileRules.ValidatePath(token.Path, $"{path}.path"))
        {
            yield return fault;
        }
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
                { ServiceAccountToken: { } token } => (token.Path, [token.Path]),
                _ => (null, source.DownwardAPI?.Items?.Select(item => item.Path)),
            };
            if ((paths ?? []).Where(target => target.Length > 0).Count(target => !taken.Add(target)) > 0)
            {
                yield return FieldError.Invalid(path, name, "conflicting duplicate paths");
            }
        }
    }
}
