using System.Text.Json.Nodes;
using EdgeKube.Cli.Commands;

namespace EdgeKube.Cli.Labels;

/// <summary>What the words <c>a=b</c> and <c>c-</c> ask for. Pure.</summary>
internal sealed record LabelChange(IReadOnlyDictionary<string, string> Set, IReadOnlySet<string> Removed, KeysAndValues Kind)
{
    /// <exception cref="CommandException">A word is neither, or one key is both.</exception>
    public static LabelChange Parse(IReadOnlyList<string> words, KeysAndValues kind)
    {
        var set = new Dictionary<string, string>(StringComparer.Ordinal);
        var removed = new HashSet<string>(StringComparer.Ordinal);
        foreach (var word in words)
        {
            var equals = word.IndexOf('=', StringComparison.Ordinal);
            if (equals > 0)
            {
                set[word[..equals]] = word[(equals + 1)..];
            }
            else if (equals < 0 && word.Length > 1 && word.EndsWith('-'))
            {
                removed.Add(word[..^1]);
            }
            else
            {
                throw new CommandException($"all resources must be specified before {kind.Command.TrimEnd('e')} changes: {word}");
            }
        }

        if (set.Keys.FirstOrDefault(removed.Contains) is { } both)
        {
            throw new CommandException($"can not both modify and remove a {kind.Field[..^1]} in the same command: {both}");
        }

        return set.Count + removed.Count > 0 ? new(set, removed, kind) : throw new CommandException($"at least one {kind.Field[..^1]} update is required");
    }

    /// <exception cref="CommandException">A key has another value already.</exception>
    public void CheckOverwrites(JsonObject current)
    {
        var taken = Set.Where(pair => current[pair.Key] is { } value && (string?)value != pair.Value)
            .Select(pair => $"'{pair.Key}' already has a value ({(string?)current[pair.Key]}), and --overwrite is false").ToArray();
        if (taken.Length > 0)
        {
            throw new CommandException(taken[0]);
        }
    }

    /// <summary>Only what differs: an empty patch changes nothing.</summary>
    public JsonObject ToPatch(JsonObject current)
    {
        var patch = new JsonObject();
        foreach (var (key, value) in Set.Where(pair => (string?)current[pair.Key] != pair.Value))
        {
            patch[key] = value;
        }

        foreach (var key in Removed.Where(current.ContainsKey))
        {
            patch[key] = null;
        }

        return patch;
    }

    public string Describe(JsonObject current)
    {
        var patch = ToPatch(current);
        return patch.Count == 0 ? Kind.Unchanged : patch.Any(pair => pair.Value is not null) ? Kind.Set : Kind.Removed;
    }
}
