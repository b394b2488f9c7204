namespace EdgeKube.Controller.Api;

/// <summary>One requirement of a labelSelector.</summary>
/// <param name="Values">Any of these; null: any value at all.</param>
/// <param name="IsNegated">The label must be absent or differ.</param>
internal sealed record LabelRequirement(string Key, IReadOnlyList<string>? Values, bool IsNegated)
{
    private const string ValueRule =
        "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character "
        + "(e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')";

    public bool Matches(IReadOnlyDictionary<string, string>? labels)
    {
        var isHeld = labels is not null && labels.TryGetValue(Key, out var value) && (Values is null || Values.Contains(value));
        return isHeld != IsNegated;
    }

    /// <summary>Takes one requirement off the front.</summary>
    public static LabelRequirement Read(ref ReadOnlySpan<char> rest, out string? fault)
    {
        var isAbsent = rest[0] == '!';
        if (isAbsent)
        {
            rest = rest[1..].TrimStart();
        }

        var key = TakeWord(ref rest);
        fault = key.Length == 0 ? $"found '{(rest.IsEmpty ? "" : rest[..1])}', expected: identifier" : null;
        rest = rest.TrimStart();
        if (fault is not null || isAbsent || rest.IsEmpty || rest[0] == ',')
        {
            return new LabelRequirement(key, null, isAbsent);
        }

        var isNegated = TakeOperator(ref rest, out var isSet, out fault);
        if (fault is not null)
        {
            return new LabelRequirement(key, null, isNegated);
        }

        IReadOnlyList<string> values = isSet ? TakeSet(ref rest, out fault) : [TakeWord(ref rest)];
        fault ??= FindBadValue(key, values);
        return new LabelRequirement(key, values, isNegated);
    }

    private static bool TakeOperator(ref ReadOnlySpan<char> rest, out bool isSet, out string? fault)
    {
        fault = null;
        isSet = false;
        foreach (var (sign, isNegated) in new[] { ("!=", true), ("==", false), ("=", false) })
        {
            if (rest.StartsWith(sign))
            {
                rest = rest[sign.Length..].TrimStart();
                return isNegated;
            }
        }

        isSet = true;
        var word = TakeWord(ref rest);
        rest = rest.TrimStart();
        fault = word is "in" or "notin" ? null : $"found '{word}', expected: in, notin, =, ==, !=, gt, lt";
        return word == "notin";
    }

    private static List<string> TakeSet(ref ReadOnlySpan<char> rest, out string? fault)
    {
        var values = new List<string>();
        fault = rest.StartsWith("(") ? null : $"found '{(rest.IsEmpty ? "" : rest[..1])}', expected: '('";
        while (fault is null)
        {
            rest = rest[1..].TrimStart();
            values.Add(TakeWord(ref rest));
            rest = rest.TrimStart();
            if (rest.StartsWith(")"))
            {
                rest = rest[1..];
                return values;
            }

            fault = rest.StartsWith(",") ? null : $"found '{(rest.IsEmpty ? "" : rest[..1])}', expected: ',', ')' or identifier";
        }

        return values;
    }

    private static string TakeWord(ref ReadOnlySpan<char> rest)
    {
        var length = rest.IndexOfAny(" \t,()=!");
        var word = rest[..(length < 0 ? rest.Length : length)].ToString();
        rest = rest[word.Length..];
        return word;
    }

    private static string? FindBadValue(string key, IReadOnlyList<string> values)
    {
        for (var i = 0; i < values.Count; i++)
        {
            if (!IsValue(values[i]))
            {
                return $"values[{i}][{key}]: Invalid value: \"{values[i]}\": {ValueRule}";
            }
        }

        return null;
    }

    private static bool IsValue(string value) => value.Length == 0
        || (value.Length <= 63
            && value.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.')
            && char.IsAsciiLetterOrDigit(value[0])
            && char.IsAsciiLetterOrDigit(value[^1]));
}
