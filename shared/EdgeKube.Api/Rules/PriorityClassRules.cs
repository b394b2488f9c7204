namespace EdgeKube.Api;

/// <summary>Rules of PriorityClasses.</summary>
internal sealed class PriorityClassRules : KindRules
{
    private const long Most = 1_000_000_000;
    private const string System = "system-";

    private static readonly Dictionary<string, long> Known = new() { ["system-cluster-critical"] = 2_000_000_000, ["system-node-critical"] = 2_000_001_000 };

    internal override IEnumerable<FieldError> Validate(Place obj)
    {
        var name = obj["metadata"]["name"];
        if (IsOurs(name.Text, obj["value"].Number))
        {
            // As the cluster makes them; a user's copy of one changes nothing.
            yield break;
        }

        if (Known.TryGetValue(name.Text, out var value) && obj["value"].Number == value)
        {
            yield break;
        }

        if (name.Text.StartsWith(System, StringComparison.Ordinal))
        {
            yield return name.Forbidden($"priority class names with '{System}' prefix are reserved for system use only");
        }
        else if (obj["value"].Number > Most)
        {
            yield return obj["value"].Forbidden($"maximum allowed value of a user defined priority is {Most}");
        }
    }

    private static bool IsOurs(string name, long? value) => (name, value) is ("system-cluster-critical", 2_000_000_000) or ("system-node-critical", 2_000_001_000);

    internal override IEnumerable<FieldError> ValidateUpdate(Place obj, Place current) =>
        (obj["value"].EqualsTo(current["value"]) ? [] : new[] { obj["value"].Forbidden("may not be changed in an update.") })
            .Concat(obj["preemptionPolicy"].Stays(current["preemptionPolicy"]));
}
