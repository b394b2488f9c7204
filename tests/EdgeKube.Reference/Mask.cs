using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace EdgeKube.Reference;

/// <summary>Takes out what differs with every run, on both sides alike.</summary>
internal static partial class Mask
{
    // The recorded server is a downstream build, which puts a certificate of its own into each namespace and pod.
    private const string Foreign = "openshift-service-ca.crt";

    public static string Text(string text)
    {
        var masked = Uid().Replace(text, "<uid>");
        masked = Time().Replace(masked, "<time>");
        masked = LongTime().Replace(masked, "<time>");
        masked = LocalTime().Replace(masked, "<time>");
        masked = Directory().Replace(masked, "<tmp>/$1");
        masked = EditedFile().Replace(masked, "<tmp>/kubectl-edit.yaml");
        masked = ServiceAddress().Replace(masked, "<cluster-ip>");
        masked = NodePort().Replace(masked, "nodePort$1<nodeport>");
        masked = Revision().Replace(masked, "resourceVersion$1<rv>");
        masked = Suffix().Replace(masked, "$1-<rand>");
        masked = TokenVolume().Replace(masked, "kube-api-access-<rand>");
        return masked;
    }

    /// <summary>For what is printed in columns: ages are masked, which shifts the columns.</summary>
    /// <summary>The ports of nodes in a printed table.</summary>
    private static string Ports(string text) => PrintedPort().Replace(GeneratedName().Replace(text, "gen-<rand>"), "$1<nodeport>/");

    public static string Printed(string text) => Gaps().Replace(Age().Replace(Hash().Replace(Ports(Text(WithoutForeign(text))), "-<hash>"), "<age>"), " ").TrimEnd();

    /// <summary>An object without what only one of the two servers has.</summary>
    public static JsonNode? Object(JsonNode? node, bool withManagedFields = false)
    {
        var copy = node?.DeepClone();
        if (copy?["metadata"] is JsonObject metadata && !withManagedFields)
        {
            metadata.Remove("managedFields");
        }

        RemoveForeignVolume(copy?["spec"]);

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

    [GeneratedRegex(@"/tmp/[^\s""]*?(LIVE|MERGED)-\d+")]
    private static partial Regex Directory();

    [GeneratedRegex(@"\b10\.43\.\d+\.\d+\b")]
    private static partial Regex ServiceAddress();

    [GeneratedRegex("""("(?:nodePort|healthCheckNodePort)":)[1-9]\d*""")]
    private static partial Regex NodePortNumber();

    [GeneratedRegex(@"/tmp/[^\s""]*?kubectl-edit-\d+\.yaml")]
    private static partial Regex EditedFile();

    [GeneratedRegex("""nodePort("?: ?)\d+""")]
    private static partial Regex NodePort();

    [GeneratedRegex("""resourceVersion("?: ?"?)\d+""")]
    private static partial Regex Revision();

    private static string WithoutForeign(string text) => string.Join('\n', ForeignSource().Replace(text, "").Split('\n').Where(line => !line.Contains(Foreign, StringComparison.Ordinal)));

    private static void RemoveForeignVolume(JsonNode? spec)
    {
        foreach (var volume in spec?["volumes"] as JsonArray ?? [])
        {
            if (volume?["projected"]?["sources"] is JsonArray sources)
            {
                foreach (var source in sources.Where(source => (string?)source?["configMap"]?["name"] == Foreign).ToList())
                {
                    sources.Remove(source);
                }
            }
        }
    }

    [GeneratedRegex(@"\n +- configMap:\n +items:\n +- key: service-ca\.crt\n +path: service-ca\.crt\n +name: openshift-service-ca\.crt")]
    private static partial Regex ForeignSource();

    // Of a template: what it is made of is nobody's business.
    [GeneratedRegex(@"-(?=[a-z0-9]*\d)[bcdfghjklmnpqrstvwxz2456789]{8,10}(?![a-z0-9])")]
    private static partial Regex Hash();

    [GeneratedRegex(@"(\d:)3\d{4}/")]
    private static partial Regex PrintedPort();

    [GeneratedRegex(@"\bgen-[a-z0-9]{5}\b")]
    private static partial Regex GeneratedName();

    [GeneratedRegex("kube-api-access-[a-z0-9]{5}")]
    private static partial Regex TokenVolume();

    [GeneratedRegex(@"(-[0-9a-f]{8,10})-[a-z0-9]{5}\b")]
    private static partial Regex Suffix();

    [GeneratedRegex(@"(?<![\w-])\d+(ms|s|m|h|d)(\d+[smhd])?(?![\w-])")]
    private static partial Regex Age();

    [GeneratedRegex(" {2,}")]
    private static partial Regex Gaps();
}
