using EdgeKube.Api;
using EdgeKube.Controller.Api;

namespace EdgeKube.Controller.Security.Authorization;

/// <summary>Makes the standard roles and bindings, and puts back what they have lost, unless somebody has forbidden that for one of them.</summary>
internal static class RoleSeed
{
    public static async Task EnsureAsync(IResources resources, CancellationToken cancellationToken)
    {
        foreach (var role in StandardRoles.All)
        {
            await EnsureAsync(resources, role, Complete, cancellationToken);
        }

        foreach (var binding in StandardBindings.All)
        {
            await EnsureAsync(resources, binding, Complete, cancellationToken);
        }
    }

    /// <summary>The role as it is, with what it lacks of the standard.</summary>
    public static ClusterRole Complete(ClusterRole current, ClusterRole standard)
    {
        var isCovered = EscalationRules.FindMissing(current.Rules ?? [], standard.Rules ?? []).Count == 0;
        return current with
        {
            Metadata = Complete(current.Metadata, standard.Metadata),
            Rules = isCovered ? current.Rules : [.. current.Rules ?? [], .. standard.Rules ?? []],
            AggregationRule = current.AggregationRule ?? standard.AggregationRule,
        };
    }

    public static ClusterRoleBinding Complete(ClusterRoleBinding current, ClusterRoleBinding standard) => current with
    {
        Metadata = Complete(current.Metadata, standard.Metadata),
        Subjects = [.. current.Subjects ?? [], .. standard.Subjects!.Where(subject => current.Subjects?.Contains(subject) is not true)],
    };

    private static ObjectMeta Complete(ObjectMeta current, ObjectMeta standard) => current with { Labels = Union(current.Labels, standard.Labels!) };

    private static IReadOnlyDictionary<string, string> Union(IReadOnlyDictionary<string, string>? current, IReadOnlyDictionary<string, string> standard) =>
        standard.Where(pair => current?.ContainsKey(pair.Key) is not true).Concat(current ?? new Dictionary<string, string>()).ToDictionary();

    private static async Task EnsureAsync<T>(IResources resources, T standard, Func<T, T, T> complete, CancellationToken cancellationToken)
        where T : ApiObject
    {
        var current = resources.Find<T>(null, standard.Name);
        if (current is not null && current.Metadata.Annotations?.GetValueOrDefault(StandardBindings.AutoUpdate) is not "true")
        {
            return;
        }

        var result = current is null
            ? await resources.CreateAsync(standard, cancellationToken)
            : await resources.UpdateAsync(complete(current, standard), cancellationToken);
        if (!result.Succeeded && !result.IsConflict)
        {
            throw new InvalidOperationException($"{standard.Kind} \"{standard.Name}\": {result.Error.Message}");
        }
    }
}
