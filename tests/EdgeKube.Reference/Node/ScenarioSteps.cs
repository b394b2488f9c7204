using System.Text.Json.Nodes;

namespace EdgeKube.Reference.Node;

/// <summary>Does the steps of a scenario through the API, as the recording's client did.</summary>
internal sealed class ScenarioSteps(RecordedNode node, Scenario scenario)
{
    private const string FakeNode = "rec-fake";

    // The only thing that was made and is in no manifest.
    private const string HiddenMap = """{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"m"},"immutable":true,"data":{"k1":"v1"}}""";

    private readonly HashSet<string> _evicted = [];

    private string NamespacePath => $"/api/v1/namespaces/{scenario.Namespace}";

    public async Task PrepareAsync()
    {
        await MustAsync("POST", "/api/v1/namespaces", new JsonObject { ["metadata"] = new JsonObject { ["name"] = scenario.Namespace } }.ToJsonString());
        await Testing.Eventually.True(
            async () => (await node.SendAsync("GET", $"{NamespacePath}/serviceaccounts/default")).Code == 200, TimeSpan.FromSeconds(30), TimeSpan.FromMilliseconds(100));
    }

    /// <summary>Lets go of all that was made, whatever holds it.</summary>
    public async Task CleanUpAsync(LiveNamespace live)
    {
        foreach (var pod in live.Names("Pod"))
        {
            await node.SendAsync("PATCH", $"{NamespacePath}/pods/{pod}", """{"metadata":{"finalizers":null}}""", "application/merge-patch+json");
            await node.SendAsync("DELETE", $"{NamespacePath}/pods/{pod}?gracePeriodSeconds=1");
        }

        foreach (var map in live.Names("ConfigMap"))
        {
            await node.SendAsync("PATCH", $"{NamespacePath}/configmaps/{map}", """{"metadata":{"finalizers":null}}""", "application/merge-patch+json");
        }

        await node.SendAsync("DELETE", NamespacePath);
        if (NodeDeliberate.IsAlone(scenario))
        {
            await Testing.Eventually.True(async () => (await node.SendAsync("GET", NamespacePath)).Code == 404, TimeSpan.FromSeconds(30), TimeSpan.FromMilliseconds(100));
        }

        if (scenario.Steps.Any(step => step.Do.Contains(FakeNode, StringComparison.Ordinal)))
        {
            await node.SendAsync("DELETE", $"/api/v1/nodes/{FakeNode}");
        }
    }

    /// <returns>How the answer differed from the recorded one; null when it did not.</returns>
    public async Task<string?> DoAsync(ScenarioStep step, LiveNamespace live)
    {
        var (code, text) = step.Verb switch
        {
            "create" when step.Do.Contains(FakeNode, StringComparison.Ordinal) => await CreateNodeAsync(),
            "create" when step.Do.Contains("while terminating", StringComparison.Ordinal) => await CreateLateAsync(),
            "create" => await node.SendAsync("POST", Collection(step.Target), scenario.Manifests.GetValueOrDefault(step.Target, HiddenMap), "application/yaml"),
            "patch" => await node.SendAsync("PATCH", Path(step.Target, live), step.Said["body"]!.ToJsonString(), PatchType(step)),
            "POST" when step.Do == "POST eviction of a pod" => await EvictAsync(live),
            "delete" when step.Target.EndsWith(FakeNode, StringComparison.Ordinal) => await node.SendAsync("DELETE", $"/api/v1/nodes/{FakeNode}"),
            "delete" => await node.SendAsync("DELETE", Path(step.Target, live), DeleteOptions(step)),
            "DELETE" => await node.SendAsync("DELETE", NamespacePath),
            "cordon" => await node.SendAsync("PATCH", $"/api/v1/nodes/{FakeNode}", """{"spec":{"unschedulable":true}}""", "application/merge-patch+json"),
            "kubectl" => Kubectl(step),
            _ => (200, ""),
        };
        return Judge(step, code, text);
    }

    // The type was not recorded: only a merge patch takes a gate away, only a strategic one leaves the rest of a container.
    private static string PatchType(ScenarioStep step)
        => step.Said["body"]!["spec"]?["schedulingGates"] is null ? "application/strategic-merge-patch+json" : "application/merge-patch+json";

    private static string? Judge(ScenarioStep step, int code, string text)
    {
        if (step.Verb == "kubectl")
        {
            return code == (int)step.Said["rc"]! && text == (string)step.Said["out"]! ? null : $"{step.Do}: came {code} {text}";
        }

        if (step.Code is not { } wanted)
        {
            return code < 300 ? null : $"{step.Do}: {code} {text}";
        }

        var message = code >= 400 ? (string?)JsonNode.Parse(text)?["message"] : null;
        return code == wanted && (step.Message is null || step.Message == message) ? null : $"{step.Do}: expected {wanted} {step.Message}, came {code} {message}";
    }

    private (int, string) Kubectl(ScenarioStep step)
    {
        var (exitCode, output) = node.Kubectl([.. step.Do.Split(' ').Skip(1), "-n", scenario.Namespace]);
        return (exitCode, output.TrimEnd('\n'));
    }

    private Task<(int, string)> CreateNodeAsync() => node.SendAsync("POST", "/api/v1/nodes", scenario.Manifests[$"Node/{FakeNode}"], "application/yaml");

    private Task<(int, string)> CreateLateAsync() => node.SendAsync("POST", $"{NamespacePath}/configmaps", """{"metadata":{"name":"late"}}""");

    // One that runs and was not evicted already, which a watch tells late; which one was not recorded.
    private Task<(int, string)> EvictAsync(LiveNamespace live)
    {
        var pod = live.Names("Pod").Order(StringComparer.Ordinal).First(name => live.Find($"Pod/{name}") is { } found && (string?)found["status"]?["phase"] == "Running" && found["metadata"]!["deletionTimestamp"] is null && !_evicted.Contains(name));
        _evicted.Add(pod);
        var eviction = new JsonObject { ["apiVersion"] = "policy/v1", ["kind"] = "Eviction", ["metadata"] = new JsonObject { ["name"] = pod, ["namespace"] = scenario.Namespace } };
        return node.SendAsync("POST", $"{NamespacePath}/pods/{pod}/eviction", eviction.ToJsonString());
    }

    private static string? DeleteOptions(ScenarioStep step)
    {
        var options = new JsonObject();
        foreach (var name in (string[])["gracePeriodSeconds", "propagationPolicy"])
        {
            if (step.Said[name] is { } value)
            {
                options[name] = value.DeepClone();
            }
        }

        return options.Count == 0 ? null : options.ToJsonString();
    }

    private string Collection(string target) => NodePaths.Of(target.Split('/')[0], scenario.Namespace);

    // A name that the API made is another here: the first of those that no manifest names.
    private string Path(string target, LiveNamespace live)
    {
        var parts = target.Split('/');
        var name = scenario.Manifests.ContainsKey($"{parts[0]}/{parts[1]}") ? parts[1]
            : live.Names(parts[0]).Where(made => !scenario.Manifests.ContainsKey($"{parts[0]}/{made}")).Order(StringComparer.Ordinal).FirstOrDefault() ?? parts[1];
        return string.Join('/', [Collection(target), name, .. parts[2..]]);
    }

    private async Task MustAsync(string method, string path, string body)
    {
        var (code, text) = await node.SendAsync(method, path, body);
        Assert.True(code < 300, $"{method} {path}: {code} {text}");
    }
}
