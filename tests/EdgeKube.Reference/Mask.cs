using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace EdgeKube.Reference;

/// <summary>Takes out what differs with every run, on both sides alike.</summary>
internal static partial class Mask
{
    public static string Text(string text)
    {
        var masked = Uid().Replace(text, "<uid>");
        masked = Time().Replace(masked, "<time>");
        masked = LongTime().Replace(masked, "<time>");
        masked = LocalTime().Replace(masked, "<time>");
        masked = Directory().Replace(masked, "<tmp>/$1");
        masked = ServiceAddress().Replace(masked, "<cluster-ip>");
        masked = NodePort().Replace(masked, "nodePort$1<nodeport>");
        masked = Revision().Replace(masked, "resourceVersion$1<rv>");
        masked = Suffix().Replace(masked, "$1-<rand>");
        return masked;
    }

    /// <summary>For what is printed in columns: ages are masked, which shifts the columns.</summary>
    public static string Printed(string text) => Gaps().Replace(Age().Replace(Text(text), "<age>"), " ").TrimEnd();

    /// <summary>An object without what only one of the two servers has.</summary>
    public static JsonNode? Object(JsonNode? node, bool withManagedFields = false)
    {
        var copy = node?.DeepClone();
        if (copy?["metadata"] is JsonObject metadata && !withManagedFields)
        {
            metadata.Remove("managedFields");
        }

        return copy is null ? null : JsonNode.Parse(Text(NodePortNumber().Replace(copy.ToJsonString(), "$1\"<nodeport>\"")));
    }

    [GeneratedRegex("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")]
    private static partial Regex Uid();

    [GeneratedRegex(@"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z")]
    private static partial Regex Time();

    [GeneratedRegex(@"(Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d\d \w{3} \d{4} \d\d:\d\d:\d\d [+-]\d{4}")]
    private static partial Regex LongTime();

    // Of the files that kubectl diff compares.
    [GeneratedRegex(@"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d+ [+-]\d{4}")]
    private static partial Regex LocalTime();

    [GeneratedRegex(@"/tmp/(LIVE|MERGED)-\d+")]
    private static partial Regex Directory();

    [GeneratedRegex(@"\b10\.43\.\d+\.\d+\b")]
    private static partial Regex ServiceAddress();

    [GeneratedRegex("""("(?:nodePort|healthCheckNodePort)":)[1-9]\d*""")]
    private static partial Regex NodePortNumber();

    [GeneratedRegex("""nodePort("?: ?)\d+""")]
    private static partial Regex NodePort();

    [GeneratedRegex("""resourceVersion("?: ?"?)\d+""")]
    private static partial Regex Revision();

    [GeneratedRegex(@"(-[0-9a-f]{8,10})-[a-z0-9]{5}\b")]
    private static partial Regex Suffix();

    [GeneratedRegex(@"(?<![\w-])\d+(ms|s|m|h|d)(\d+[smhd])?(?![\w-])")]
    private static partial Regex Age();

    [GeneratedRegex(" {2,}")]
    private static partial Regex Gaps();
}
