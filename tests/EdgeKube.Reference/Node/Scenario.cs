using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace EdgeKube.Reference.Node;

/// <summary>One recorded scenario of a real node: what was created and done, and what was seen.</summary>
/// <param name="Group">lifecycle, inside, scheduling or workloads.</param>
/// <param name="Name">Its folder.</param>
/// <param name="Manifests">By kind and name, as in "Pod/p", in the order of the file.</param>
/// <param name="Steps">What was done, in order.</param>
/// <param name="Told">The events, masked.</param>
/// <param name="Sections">What was read inside of containers.</param>
/// <param name="History">All states of the objects.</param>
internal sealed partial record Scenario(
    string Group,
    string Name,
    IReadOnlyDictionary<string, string> Manifests,
    IReadOnlyList<ScenarioStep> Steps,
    IReadOnlyList<ToldEvent> Told,
    IReadOnlyList<InsideSection> Sections,
    RecordedHistory History)
{
    public string Namespace => $"rec-node-{Name}";

    public string Path => $"{Group}/{Name}";

    /// <summary>How long the recording took.</summary>
    public TimeSpan Length => TimeSpan.FromMilliseconds(Math.Max(History.Moments is [.., var moment] ? moment.At : 0, Steps is [.., var step] ? step.At : 0));

    /// <summary>Of pods only the outline was recorded.</summary>
    public bool IsShort => Group == "workloads";

    /// <summary>The steps, and between them the times at which something was only run inside of a container.</summary>
    public IReadOnlyList<ScenarioStep> Timeline
    {
        get
        {
            var times = Sections.Select(section => section.Exec?.At).OfType<long>().Distinct().Where(at => !Steps.Any(step => step.At == at));
            return [.. Steps.Concat(times.Select(at => new ScenarioStep(at, "exec", []))).OrderBy(step => step.At)];
        }
    }

    public static IEnumerable<string> NamesIn(string group) => Recordings.NodeFolder is { } folder
        ? Directory.GetDirectories(System.IO.Path.Combine(folder, group)).Select(path => System.IO.Path.GetFileName(path)).Order(StringComparer.Ordinal)
        : [];

    public static Scenario Load(string group, string name)
    {
        var folder = System.IO.Path.Combine(Recordings.NodeFolder!, group, name);
        var inside = System.IO.Path.Combine(folder, "inside.txt");
        return new(
            group,
            name,
            ReadManifests(System.IO.Path.Combine(folder, "manifest.yaml")),
            [.. JsonNode.Parse(File.ReadAllText(System.IO.Path.Combine(folder, "steps.json")))!.AsArray().Select(step => ScenarioStep.Read(step!.AsObject()))],
            [.. JsonNode.Parse(File.ReadAllText(System.IO.Path.Combine(folder, "events.json")))!.AsArray().Select(told => ToldEvent.OfRecording(told!.AsObject()))],
            File.Exists(inside) ? InsideSection.ReadAll(File.ReadAllText(inside)) : [],
            RecordedHistory.Read(File.ReadLines(System.IO.Path.Combine(folder, "watch.jsonl")), group == "workloads"));
    }

    // The recorded node's name is another than ours.
    private static Dictionary<string, string> ReadManifests(string file)
    {
        var manifests = new Dictionary<string, string>();
        foreach (var text in File.ReadAllText(file).Split("\n---\n"))
        {
            var document = text.StartsWith("---\n", StringComparison.Ordinal) ? text[4..] : text;
            if (KindLine().Match(document) is { Success: true } kind)
            {
                manifests[$"{kind.Groups[1].Value}/{NameLine().Match(document).Groups[1].Value}"] = document.Replace("node1", NodeMask.OurNode, StringComparison.Ordinal);
            }
        }

        return manifests;
    }

    [GeneratedRegex(@"^kind: (\w+)", RegexOptions.Multiline)]
    private static partial Regex KindLine();

    [GeneratedRegex(@"^metadata:\n(?:  .*\n)*?  name: (\S+)", RegexOptions.Multiline)]
    private static partial Regex NameLine();
}
