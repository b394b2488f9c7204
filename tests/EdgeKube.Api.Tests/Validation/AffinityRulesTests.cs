namespace EdgeKube.Api.Tests.Validation;

/// <summary>Kubernetes' words, also where nothing was recorded.</summary>
public sealed class AffinityRulesTests
{
    private const string Required = "requiredDuringSchedulingIgnoredDuringExecution";
    private const string Preferred = "preferredDuringSchedulingIgnoredDuringExecution";

    [Theory]
    [InlineData("matchExpressions: [{key: a, operator: Gt, values: ['1', '2']}]", "matchExpressions[0].values: Required value: must be specified single value when `operator` is 'Lt' or 'Gt'")]
    [InlineData("matchExpressions: [{key: a, operator: Exists, values: [b]}]", "matchExpressions[0].values: Forbidden: may not be specified when `operator` is 'Exists' or 'DoesNotExist'")]
    [InlineData("matchExpressions: [{key: '-', operator: Exists}]", "matchExpressions[0].key: Invalid value: \"-\": name part must consist of")]
    [InlineData("matchExpressions: [{key: a, operator: In, values: ['-']}]", "matchExpressions[0].values[0]: Invalid value: \"-\": a valid label must be")]
    [InlineData("matchFields: [{key: metadata.name, operator: Exists}]", "matchFields[0].operator: Invalid value: \"Exists\": not a valid selector operator")]
    [InlineData("matchFields: [{key: metadata.name, operator: In, values: [a, b]}]", "matchFields[0].values: Required value: must be only one value when `operator` is 'In' or 'NotIn' for node field selector")]
    [InlineData("matchFields: [{key: spec.x, operator: In, values: [a]}]", "matchFields[0].key: Invalid value: \"spec.x\": not a valid field selector key")]
    [InlineData("matchFields: [{key: metadata.name, operator: In, values: [A]}]", "matchFields[0].values[0]: Invalid value: \"A\": a lowercase RFC 1123 subdomain")]
    public void Validate_NodeTerm_NamesTheFault(string term, string fault)
    {
        var place = $"spec.affinity.nodeAffinity.{Required}.nodeSelectorTerms[0].";
        Assert.StartsWith(place + fault, Fault($"nodeAffinity: {{{Required}: {{nodeSelectorTerms: [{{{term}}}]}}}}"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, "weight: Invalid value: 0: must be in the range 1-100")]
    [InlineData(101, "weight: Invalid value: 101: must be in the range 1-100")]
    public void Validate_NodeWeight_IsFromOneToHundred(int weight, string fault)
        => Assert.Equal(
            $"spec.affinity.nodeAffinity.{Preferred}[0].{fault}",
            Fault($"nodeAffinity: {{{Preferred}: [{{weight: {weight}, preference: {{matchExpressions: [{{key: a, operator: Exists}}]}}}}]}}"));

    [Fact]
    public void Of_OldNodeLabel_IsWarnedOf()
        => Assert.Equal(
            [$"spec.affinity.nodeAffinity.{Required}.nodeSelectorTerms[0].matchExpressions[0].key: beta.kubernetes.io/os is deprecated since v1.14; use \"kubernetes.io/os\" instead"],
            PodWarnings.Of(Pod($"nodeAffinity: {{{Required}: {{nodeSelectorTerms: [{{matchExpressions: [{{key: beta.kubernetes.io/os, operator: Exists}}]}}]}}}}")));

    [Theory]
    [InlineData("podAffinity", "labelSelector: {matchExpressions: [{key: a, operator: In}]}", "labelSelector.matchExpressions[0].values: Required value: must be specified when `operator` is 'In' or 'NotIn'")]
    [InlineData("podAntiAffinity", "labelSelector: {matchLabels: {a: '%'}}", "labelSelector.matchLabels: Invalid value: \"%\": a valid label must be")]
    [InlineData("podAffinity", "namespaceSelector: {matchExpressions: [{key: a, operator: Is}]}", "namespaceSelector.matchExpressions[0].operator: Invalid value: \"Is\": not a valid selector operator")]
    [InlineData("podAntiAffinity", "namespaces: [A]", "namespace: Invalid value: \"A\": a lowercase RFC 1123 label")]
    [InlineData("podAffinity", "matchLabelKeys: [a]", "matchLabelKeys: Forbidden: must not be specified when labelSelector is not set")]
    [InlineData("podAffinity", "mismatchLabelKeys: [a]", "mismatchLabelKeys: Forbidden: must not be specified when labelSelector is not set")]
    [InlineData("podAffinity", "labelSelector: {}, matchLabelKeys: [a], mismatchLabelKeys: [b, a]", "matchLabelKeys[0]: Invalid value: \"a\": exists in both matchLabelKeys and mismatchLabelKeys")]
    [InlineData("podAffinity", "labelSelector: {matchLabels: {a: b}, matchExpressions: [{key: a, operator: In, values: [b]}]}, matchLabelKeys: [a]", "[0]: Invalid value: \"a\": exists in both matchLabelKeys and labelSelector")]
    [InlineData("podAntiAffinity", "topologyKey: '%'", "topologyKey: Invalid value: \"%\": name part must consist of")]
    public void Validate_PodTerm_NamesTheFault(string kind, string term, string fault)
    {
        var whole = term.Contains("topologyKey", StringComparison.Ordinal) ? term : $"topologyKey: zone, {term}";
        foreach (var (field, wrapped) in new[] { ($"{Required}[0]", whole), ($"{Preferred}[0].podAffinityTerm", $"weight: 1, podAffinityTerm: {{{whole}}}") })
        {
            var place = $"spec.affinity.{kind}.{field}{(fault[0] == '[' ? "" : ".")}";
            Assert.StartsWith(place + fault, Fault($"{kind}: {{{field.Split('[')[0]}: [{{{wrapped}}}]}}"), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Validate_PodWeight_IsFromOneToHundred()
        => Assert.Equal(
            $"spec.affinity.podAntiAffinity.{Preferred}[0].weight: Invalid value: 0: must be in the range 1-100",
            Fault($"podAntiAffinity: {{{Preferred}: [{{weight: 0, podAffinityTerm: {{topologyKey: zone}}}}]}}"));

    [Fact]
    public void Of_PodTermWithoutSelector_IsWarnedOf()
        => Assert.Equal(
            [
                $"spec.affinity.podAffinity.{Required}[0].labelSelector: a null labelSelector results in matching no pod",
                $"spec.affinity.podAntiAffinity.{Preferred}[0].podAffinityTerm.labelSelector: a null labelSelector results in matching no pod",
            ],
            PodWarnings.Of(Pod($"podAffinity: {{{Required}: [{{topologyKey: zone}}]}}, podAntiAffinity: {{{Preferred}: [{{weight: 1, podAffinityTerm: {{topologyKey: zone}}}}]}}")));

    private static string Fault(string affinity) => PlacedPod.Fault($"affinity: {{{affinity}}}");

    private static Pod Pod(string affinity) => PlacedPod.Read($"affinity: {{{affinity}}}");
}
