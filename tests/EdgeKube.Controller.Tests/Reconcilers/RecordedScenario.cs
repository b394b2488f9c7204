using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using EdgeKube.Testing;

namespace EdgeKube.Controller.Tests.Reconcilers;

/// <summary>One scenario recorded from Kubernetes: what was created and done, and what it said.</summary>
internal sealed partial class RecordedScenario(string name)
{
    private readonly string _directory = Path.Combine(Repository.Root, "tests", "EdgeKube.Controller.Tests", "Reconcilers", "Recorded", name);

    /// <summary>The objects created.</summary>
    public IEnumerable<JsonNode> Manifests => JsonNode.Parse(File.ReadAllText(Path.Combine(_directory, "manifest.json")))!.AsArray().Select(node => node!);

    /// <summary>The bodies of the patches of one object, in order.</summary>
    public IEnumerable<JsonNode> Patches(string target)
        => JsonNode.Parse(File.ReadAllText(Path.Combine(_directory, "steps.json")))!.AsArray().Where(step => (string)step!["do"]! == $"patch {target}").Select(step => step!["body"]!);

    /// <summary>Messages of events with a reason, in order, with hashes replaced by the order of their first appearance.</summary>
    public IReadOnlyList<string> Messages(string reason)
        => Normalise(JsonNode.Parse(File.ReadAllText(Path.Combine(_directory, "events.json")))!.AsArray().Where(one => (string)one!["reason"]! == reason).Select(one => (string)one!["message"]!));

    /// <summary>Status conditions of the last state recorded of an object that has any.</summary>
    public IReadOnlyList<string> Conditions(string kind)
    {
        var last = File.ReadLines(Path.Combine(_directory, "watch.jsonl")).Select(line => JsonNode.Parse(line)!)
            .Last(line => (string)line["kind"]! == kind && line["status"]?["conditions"] is not null);
        return [.. last["status"]!["conditions"]!.AsArray().Select(condition => Describe((string)condition!["type"]!, (string)condition["status"]!, (string)condition["reason"]!, (string)condition["message"]!)).Order(StringComparer.Ordinal)];
    }

    public static string Describe(string type, string status, string? reason, string? message) => $"{type}={status} {reason}: {Hash().Replace(message ?? "", "d-#")}";

    public static IReadOnlyList<string> Normalise(IEnumerable<string> messages)
    {
        var names = new List<string>();
        return [.. messages.Select(message => Hash().Replace(message, match =>
        {
            names = names.Contains(match.Value) ? names : [.. names, match.Value];
            return $"d-#{names.IndexOf(match.Value)}";
        }))];
    }

    [GeneratedRegex(@"\bd-[bcdfghjklmnpqrstvwxz2456789]+\b")]
    private static partial Regex Hash();
}
