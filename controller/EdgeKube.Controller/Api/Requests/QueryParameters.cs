using System.Globalization;

namespace EdgeKube.Controller.Api;

/// <summary>The parameters after the question mark. A parameter given twice counts once, with its first value.</summary>
internal sealed class QueryParameters
{
    private const int MaxParameters = 64;

    private readonly Dictionary<string, string> _values = new(StringComparer.Ordinal);

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
            if (parsed._values.Count == MaxParameters)
            {
                return null;
            }

            var equals = pair.IndexOf('=', StringComparison.Ordinal);
            var name = Unescape(equals < 0 ? pair : pair[..equals]);
            parsed._values.TryAdd(name, equals < 0 ? "" : Unescape(pair[(equals + 1)..]));
        }

        return parsed;
    }

    /// <summary>The value, or null when it is absent or empty.</summary>
    public string? Find(string name) => _values.TryGetValue(name, out var value) && value.Length > 0 ? value : null;

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
