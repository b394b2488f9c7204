using EdgeKube.Api;

namespace EdgeKube.Controller.Reconcilers.Namespaces;

/// <summary>Empties a terminating namespace, says what is left, and lets the namespace go when nothing is.</summary>
internal static class NamespacePlanner
{
    public const string Finalizer = "kubernetes";
    private const string Pods = "pods";

    /// <param name="ns">As stored.</param>
    /// <param name="content">What is in it, by resource.</param>
    /// <param name="now">For the conditions.</param>
    public static IReadOnlyList<NamespaceAction> Plan(Namespace ns, IReadOnlyList<NamespaceContent> content, DateTimeOffset now)
    {
        if (ns.Metadata.DeletionTimestamp is null || ns.Spec?.Finalizers?.Contains(Finalizer) != true)
        {
            return [];
        }

        // Pods go first: what they read and who they are stays until they have ended.
        if (content.FirstOrDefault(one => one is { Resource: Pods, Count: > 0 }) is { } pods)
        {
            content = [pods];
        }

        List<NamespaceAction> actions = [.. content.Where(one => one.Untouched > 0).Select(one => new NamespaceAction.DeleteContent(one.Resource))];
        var left = content.Where(one => one.Count > 0).OrderBy(one => one.Resource, StringComparer.Ordinal).ToArray();
        // What has not been asked to go yet is not worth a report: it may be gone in a moment.
        if (actions.Count == 0)
        {
            var status = (ns.Status ?? new()) with { Phase = "Terminating", Conditions = BuildConditions(ns.Status?.Conditions ?? [], left, now) };
            if (status.Phase != ns.Status?.Phase || !status.Conditions.SequenceEqual(ns.Status?.Conditions ?? []))
            {
                actions.Add(new NamespaceAction.UpdateStatus(status));
            }

            if (left.Length == 0)
            {
                actions.Add(new NamespaceAction.RemoveFinalizer(Finalizer));
            }
        }

        return actions;
    }

    private static IReadOnlyList<NamespaceCondition> BuildConditions(IReadOnlyList<NamespaceCondition> before, NamespaceContent[] left, DateTimeOffset now)
    {
        var finalizers = left.SelectMany(one => one.Finalizers).GroupBy(pair => pair.Key, pair => pair.Value)
            .OrderBy(group => group.Key, StringComparer.Ordinal).Select(group => $"{group.Key} in {group.Sum()} resource instances").ToArray();
        NamespaceCondition[] conditions =
        [
            Build("NamespaceDeletionDiscoveryFailure", false, "ResourcesDiscovered", "All resources successfully discovered"),
            Build("NamespaceDeletionGroupVersionParsingFailure", false, "ParsedGroupVersions", "All legacy kube types successfully parsed"),
            Build("NamespaceDeletionContentFailure", false, "ContentDeleted", "All content successfully deleted, may be waiting on finalization"),
            left.Length > 0
                ? Build("NamespaceContentRemaining", true, "SomeResourcesRemain", $"Some resources are remaining: {string.Join(", ", left.Select(one => $"{NameOf(one)} has {one.Count} resource instances"))}")
                : Build("NamespaceContentRemaining", false, "ContentRemoved", "All content successfully removed"),
            finalizers.Length > 0
                ? Build("NamespaceFinalizersRemaining", true, "SomeFinalizersRemain", $"Some content in the namespace has finalizers remaining: {string.Join(", ", finalizers)}")
                : Build("NamespaceFinalizersRemaining", false, "ContentHasNoFinalizers", "All content-preserving finalizers finished"),
        ];
        return
        [
            .. before.Where(old => conditions.All(condition => condition.Type != old.Type)),
            .. conditions.Select(condition => KeepTime(condition, before.FirstOrDefault(old => old.Type == condition.Type))),
        ];

        NamespaceCondition Build(string type, bool value, string reason, string message)
            => new() { Type = type, Status = value ? "True" : "False", Reason = reason, Message = message, LastTransitionTime = now };
    }

    /// <summary>Resource, dot, group; the core group's name is empty, but the dot is there.</summary>
    private static string NameOf(NamespaceContent content) => content.Resource.Contains('.') ? content.Resource : $"{content.Resource}.";

    private static NamespaceCondition KeepTime(NamespaceCondition condition, NamespaceCondition? before)
        => before?.Status == condition.Status ? condition with { LastTransitionTime = before.LastTransitionTime } : condition;
}
