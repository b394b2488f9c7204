using System.Globalization;

namespace EdgeKube.Controller.Api;

/// <summary>The parameters after the question mark. A parameter given twice counts once, with its first value.</summary>
internal sealed class QueryParameters
{
    // A command has a parameter for each of its words.
    private const int MaxParameters = 1024;

    private readonly Dictionary<string, string> _values = new(StringComparer.Ordinal);
    private readonly List<(string Name, string Value)> _all = [];

    public static QueryParameters Empty { get; } = new();

    public static QueryParameters? Parse(string query)
    {
        if (query.Length == 0)
        {
            return Empty;
        }

        var parsed = new QueryParameters();
        foreach (var pair in query.Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            if (parsed._all.Count == MaxParameters)
            {
                return null;
            }

            var equals = pair.IndexOf('=', StringComparison.Ordinal);
            var name = Unescape(equals < 0 ? pair : pair[..equals]);
            var value = equals < 0 ? "" : Unescape(pair[(equals + 1)..]);
            parsed._values.TryAdd(name, value);
            parsed._all.Add((name, value));
        }

        return parsed;
    }

    /// <summary>The value, or null when it is absent or empty.</summary>
    public string? Find(string name) => _values.TryGetValue(name, out var value) && value.Length > 0 ? value : null;

    /// <summary>Every value of a parameter that may be given many times, in order.</summary>
    public IReadOnlyList<string> FindAll(string name) => [.. _all.Where(parameter => parameter.Name == name).Select(parameter => parameter.Value)];

    /// <summary>True for <c>name</c>, <c>name=1</c>, <c>name=true</c>; as Go reads it.</summary>
    public bool IsSet(string name) =>
        _values.TryGetValue(name, out var value) && value is not ("0" or "f" or "F" or "false" or "False" or "FALSE");

    /// <summary>A whole number, or null when absent; <paramref name="fault"/> in Kubernetes' words when it is none.</summary>
    public long? FindNumber(string name, out string? fault)
    {
        fault = null;
        if (Find(name) is not { } text)
        {
            return null;
        }

        if (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number))
        {
            return number;
        }

        fault = $"strconv.ParseInt: parsing \"{text}\": invalid syntax";
        return null;
    }

    private static string Unescape(string text) => Uri.UnescapeDataString(text.Replace('+', ' '));
}
