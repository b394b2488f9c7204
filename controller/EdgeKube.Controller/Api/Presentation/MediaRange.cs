using System.Globalization;
using EdgeKube.Api;

namespace EdgeKube.Controller.Api;

/// <summary>One clause of an Accept header.</summary>
/// <param name="Type">Such as <c>application/json</c>, in lower case.</param>
/// <param name="Parameters">Such as <c>as</c>, <c>g</c> and <c>v</c>.</param>
internal sealed record MediaRange(string Type, IReadOnlyDictionary<string, string> Parameters)
{
    // More clauses than any client needs.
    private const int MaxRanges = 32;

    public bool IsJson => Type is "application/json" or "application/*" or "*/*";

    /// <summary>What is to be written; null for what is not spoken here.</summary>
    public AnswerFormat? Format => Type switch
    {
        _ when IsJson => AnswerFormat.Json,
        "application/yaml" => AnswerFormat.Yaml,
        ProtobufDecoder.ContentType => AnswerFormat.Protobuf,
        _ => null,
    };

    /// <summary>What is to be shown instead of the object, such as <c>Table</c>.</summary>
    public string? As => Find("as");

    private double Quality => double.TryParse(Find("q"), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var quality) ? quality : 1;

    /// <summary>The clauses, the best liked first; no header means anything.</summary>
    public static IReadOnlyList<MediaRange> ParseAll(string? accept)
    {
        if (string.IsNullOrWhiteSpace(accept))
        {
            return [new MediaRange("*/*", new Dictionary<string, string>())];
        }

        // OrderBy keeps the order of what is liked equally.
        return [.. accept.Split(',', MaxRanges + 1, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Take(MaxRanges).Select(Parse).OrderByDescending(range => range.Quality)];
    }

    public string? Find(string parameter) => Parameters.GetValueOrDefault(parameter);

    private static MediaRange Parse(string clause)
    {
        var parts = clause.Split(';', StringSplitOptions.TrimEntries);
        var parameters = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var part in parts.Skip(1))
        {
            var equals = part.IndexOf('=', StringComparison.Ordinal);
            if (equals > 0)
            {
                parameters[part[..equals]] = part[(equals + 1)..].Trim('"');
            }
        }

        return new MediaRange(parts[0].ToLowerInvariant(), parameters);
    }
}
