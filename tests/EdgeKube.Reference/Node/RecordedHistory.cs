using System.Text.Json.Nodes;

namespace EdgeKube.Reference.Node;

/// <summary>The objects of a recording as they were at any time.</summary>
/// <param name="Moments">After each change: when, and all objects' texts by kind and name.</param>
/// <param name="LastWords">The last text of each object that was deleted.</param>
internal sealed record RecordedHistory(IReadOnlyList<(long At, IReadOnlyDictionary<string, string> Texts)> Moments, IReadOnlyList<string> LastWords)
{
    public IReadOnlySet<string> Kinds => Moments.SelectMany(moment => moment.Texts.Keys).Select(key => key.Split('/')[0]).ToHashSet();

    /// <summary>The texts of all objects just before that time, in order.</summary>
    public IReadOnlyList<string> Before(long at)
    {
        IReadOnlyDictionary<string, string> texts = new Dictionary<string, string>();
        foreach (var moment in Moments.TakeWhile(moment => moment.At < at))
        {
            texts = moment.Texts;
        }

        return [.. texts.Values.Order(StringComparer.Ordinal)];
    }

    /// <summary>When an object was made that a step at that time created: what a watch told may be written down earlier than the answer to the step.</summary>
    public long FirstSight(string key, long at)
    {
        for (var i = 0; i < Moments.Count; i++)
        {
            if (Moments[i].Texts.ContainsKey(key) && (i == 0 || !Moments[i - 1].Texts.ContainsKey(key)) && Moments[i].At < at && at - Moments[i].At < 300)
            {
                return Moments[i].At;
            }
        }

        return at;
    }

    /// <summary>When the objects became as they were at that time; zero when there were none.</summary>
    public long LastChange(long at) => Moments.Where(moment => moment.At < at).Select(moment => moment.At).LastOrDefault();

    public static RecordedHistory Read(IEnumerable<string> lines, bool isShort)
    {
        var objects = new Dictionary<string, JsonObject>();
        var moments = new List<(long, IReadOnlyDictionary<string, string>)>();
        var last = new List<string>();
        foreach (var line in lines)
        {
            var change = JsonNode.Parse(line)!.AsObject();
            var key = $"{change["kind"]}/{(string?)change["name"] ?? (string?)change["metadata"]!["name"]}";
            if ((string?)change["type"] == "DELETED")
            {
                last.Add(ObjectText.Of(objects[key], isShort));
                objects.Remove(key);
            }
            else
            {
                objects[key] = Merge(objects.GetValueOrDefault(key), change);
            }

            moments.Add(((long)change["ms"]!, objects.ToDictionary(item => item.Key, item => ObjectText.Of(item.Value, isShort))));
        }

        return new(moments, last);
    }

    // A line holds what changed: metadata as a whole, and each member of status as a whole.
    private static JsonObject Merge(JsonObject? before, JsonObject change)
    {
        var after = before?.DeepClone().AsObject() ?? new JsonObject { ["kind"] = (string?)change["kind"], ["status"] = new JsonObject() };
        if (change["metadata"] is { } metadata)
        {
            after["metadata"] = metadata.DeepClone();
        }

        foreach (var (name, value) in change["status"] as JsonObject ?? [])
        {
            after["status"]![name] = value?.DeepClone();
        }

        foreach (var gone in (change["removed"] as JsonArray ?? []).Select(name => (string)name!).Where(name => name.StartsWith("status.", StringComparison.Ordinal)))
        {
            after["status"]!.AsObject().Remove(gone["status.".Length..]);
        }

        return after;
    }
}
