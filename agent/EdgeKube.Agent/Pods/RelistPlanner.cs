using EdgeKube.Agent.Runtime;

namespace EdgeKube.Agent.Pods;

/// <summary>Finds the pods that changed behind our back, by comparing a list of everything with what each worker saw last.</summary>
internal static class RelistPlanner
{
    public static IReadOnlyDictionary<string, ListedPod> Group(IReadOnlyList<RuntimeSandbox> sandboxes, IReadOnlyList<RuntimeContainer> containers)
    {
        var pods = new Dictionary<string, ListedPod>();
        foreach (var sandbox in sandboxes)
        {
            PodOf(sandbox.Labels)?.States.Add(sandbox.Id, sandbox.Ready ? "Ready" : "NotReady");
        }

        foreach (var container in containers)
        {
            PodOf(container.Labels)?.States.Add(container.Id, ContainerReader.Read(container).Phase.ToString());
        }

        return pods;

        ListedPod? PodOf(IReadOnlyDictionary<string, string> labels)
        {
            if (!labels.TryGetValue(PodLabels.PodUid, out var uid) || !SafeName.IsSafe(uid))
            {
                return null;
            }

            var key = new PodKey(labels.GetValueOrDefault(PodLabels.PodNamespace, ""), labels.GetValueOrDefault(PodLabels.PodName, ""));
            if (!SafeName.IsSafe(key.Namespace) || !SafeName.IsSafe(key.Name))
            {
                return null;
            }

            return pods.TryGetValue(uid, out var pod) ? pod : pods[uid] = new ListedPod(key, []);
        }
    }

    public static bool Differs(ObservedPod observed, ListedPod? listed)
    {
        var states = observed.Sandboxes.ToDictionary(sandbox => sandbox.Id, sandbox => sandbox.Ready ? "Ready" : "NotReady");
        foreach (var container in observed.Containers)
        {
            states[container.Id] = container.Phase.ToString();
        }

        return states.Count != (listed?.States.Count ?? 0) || states.Any(state => listed!.States.GetValueOrDefault(state.Key) != state.Value);
    }
}
