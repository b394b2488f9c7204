using EdgeKube.Controller.Reconcilers;

namespace EdgeKube.Controller.Scheduling;

/// <summary>Compares labels.</summary>
internal static class LabelSets
{
    public static bool AreEqual(IReadOnlyDictionary<string, string>? left, IReadOnlyDictionary<string, string>? right)
        => ReferenceEquals(left, right) || ((left?.Count ?? 0) == (right?.Count ?? 0) && LabelMatch.Contains(left, right));
}
