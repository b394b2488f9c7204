namespace EdgeKube.Api;

/// <summary>Rules for matchLabelKeys and mismatchLabelKeys. In a pod, what they mean already stands in the selector beside them.</summary>
internal static class LabelKeyRules
{
    public static IEnumerable<FieldError> Validate(IReadOnlyList<string>? match, IReadOnlyList<string>? mismatch, LabelSelector? selector, string path)
        => ValidateKeys(match ?? [], selector, $"{path}.matchLabelKeys")
            .Concat(ValidateKeys(mismatch ?? [], selector, $"{path}.mismatchLabelKeys"))
            .Concat(FindSelectedTwice(match ?? [], selector, path))
            .Concat(FindInBoth(match ?? [], mismatch ?? [], $"{path}.matchLabelKeys"));

    private static IEnumerable<FieldError> ValidateKeys(IReadOnlyList<string> keys, LabelSelector? selector, string path)
    {
        if (keys.Count == 0)
        {
            return [];
        }

        return selector is null
            ? [FieldError.Forbidden(path, "must not be specified when labelSelector is not set")]
            : keys.SelectMany((key, i) => SelectorValidator.ValidateKey(key, $"{path}[{i}]"));
    }

    // The first expression about a key is that which the key has become. The path is Kubernetes' own, odd as it is.
    private static IEnumerable<FieldError> FindSelectedTwice(IReadOnlyList<string> keys, LabelSelector? selector, string path)
    {
        var seen = new HashSet<string>(selector?.MatchLabels?.Keys ?? [], StringComparer.Ordinal);
        foreach (var expression in selector?.MatchExpressions ?? [])
        {
            if (!seen.Add(expression.Key) && keys.ToList().LastIndexOf(expression.Key) is >= 0 and var at)
            {
                yield return FieldError.Invalid($"{path}[{at}]", expression.Key, "exists in both matchLabelKeys and labelSelector");
            }
        }
    }

    private static IEnumerable<FieldError> FindInBoth(IReadOnlyList<string> match, IReadOnlyList<string> mismatch, string path)
    {
        for (var i = 0; i < match.Count; i++)
        {
            if (mismatch.Contains(match[i]))
            {
                yield return FieldError.Invalid($"{path}[{i}]", match[i], "exists in both matchLabelKeys and mismatchLabelKeys");
            }
        }
    }
}
