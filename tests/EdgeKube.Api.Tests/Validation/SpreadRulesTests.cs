namespace EdgeKube.Api.Tests.Validation;

/// <summary>Kubernetes' words, also where nothing was recorded.</summary>
public sealed class SpreadRulesTests
{
    private const string Place = "spec.topologySpreadConstraints[0].";

    [Theory]
    [InlineData("maxSkew: 0", "maxSkew: Invalid value: 0: must be greater than zero")]
    [InlineData("topologyKey: ''", "topologyKey: Required value: can not be empty")]
    [InlineData("whenUnsatisfiable: Never", "whenUnsatisfiable: Unsupported value: \"Never\": supported values: \"DoNotSchedule\", \"ScheduleAnyway\"")]
    [InlineData("minDomains: 0", "minDomains: Invalid value: 0: must be greater than zero")]
    [InlineData("minDomains: 2, whenUnsatisfiable: ScheduleAnyway", "minDomains: Invalid value: 2: can only use minDomains if whenUnsatisfiable=DoNotSchedule, not ScheduleAnyway")]
    [InlineData("nodeAffinityPolicy: x", "nodeAffinityPolicy: Unsupported value: \"x\": supported values: \"Honor\", \"Ignore\"")]
    [InlineData("nodeTaintsPolicy: x", "nodeTaintsPolicy: Unsupported value: \"x\": supported values: \"Honor\", \"Ignore\"")]
    [InlineData("labelSelector: null, matchLabelKeys: [a]", "matchLabelKeys: Forbidden: must not be specified when labelSelector is not set")]
    [InlineData("matchLabelKeys: [a/b/c]", "matchLabelKeys[0]: Invalid value: \"a/b/c\": a valid label key must consist of")]
    [InlineData("labelSelector: {matchExpressions: [{key: a, operator: In}]}", "labelSelector.matchExpressions[0].values: Required value: must be specified when `operator` is 'In' or 'NotIn'")]
    public void Validate_Constraint_NamesTheFault(string changed, string fault)
        => Assert.StartsWith(Place + fault, PlacedPod.Fault(Constraints(changed)), StringComparison.Ordinal);

    [Fact]
    public void Validate_SameTopologyTwice_IsRefused()
        => Assert.Equal(Place + "{topologyKey, whenUnsatisfiable}: Duplicate value: \"{zone, DoNotSchedule}\"", PlacedPod.Fault(Constraints("", "maxSkew: 2")));

    [Fact]
    public void Of_NoSelectorAndAnOldLabel_AreWarnedOf()
        => Assert.Equal(
            [
                Place + "topologyKey: failure-domain.beta.kubernetes.io/zone is deprecated since v1.17; use \"topology.kubernetes.io/zone\" instead",
                Place + "labelSelector: a null labelSelector results in matching no pod",
            ],
            PodWarnings.Of(PlacedPod.Read(Constraints("topologyKey: failure-domain.beta.kubernetes.io/zone, labelSelector: null"))));

    private static string Constraints(params string[] changed) => $"topologySpreadConstraints: [{string.Join(", ", changed.Select(Constraint))}]";

    // What is given twice would be a fault of its own.
    private static string Constraint(string changed)
    {
        string[] fields = ["maxSkew: 1", "topologyKey: zone", "whenUnsatisfiable: DoNotSchedule", "labelSelector: {}"];
        return $"{{{string.Join(", ", [.. fields.Where(field => !changed.Contains(field.Split(':')[0], StringComparison.Ordinal)), changed])}}}";
    }
}
