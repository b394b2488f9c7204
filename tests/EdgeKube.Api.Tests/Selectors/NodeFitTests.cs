using System.Text;

namespace EdgeKube.Api.Tests.Selectors;

public sealed class NodeFitTests
{
    private static readonly Node Node = new()
    {
        Metadata = new() { Name = "n1", Labels = new Dictionary<string, string> { ["zone"] = "a", ["cores"] = "8", ["word"] = "x" } },
    };

    [Theory]
    [InlineData("{}", true)]
    [InlineData("{nodeSelector: {zone: a}}", true)]
    [InlineData("{nodeSelector: {zone: a, cores: '4'}}", false)]
    [InlineData("{nodeSelector: {zone: b}, TERMS: [{matchExpressions: [{key: zone, operator: In, values: [a]}]}]}", false)]
    [InlineData("{TERMS: [{matchExpressions: [{key: zone, operator: In, values: [b, a]}]}]}", true)]
    [InlineData("{TERMS: [{matchExpressions: [{key: zone, operator: NotIn, values: [a]}]}]}", false)]
    [InlineData("{TERMS: [{matchExpressions: [{key: none, operator: NotIn, values: [a]}]}]}", true)]
    [InlineData("{TERMS: [{matchExpressions: [{key: zone, operator: Exists}, {key: none, operator: DoesNotExist}]}]}", true)]
    [InlineData("{TERMS: [{matchExpressions: [{key: zone, operator: Exists}, {key: none, operator: Exists}]}]}", false)]
    [InlineData("{TERMS: [{matchExpressions: [{key: none, operator: Exists}]}, {matchExpressions: [{key: zone, operator: Exists}]}]}", true)]
    [InlineData("{TERMS: [{matchExpressions: [{key: cores, operator: Gt, values: ['7']}, {key: cores, operator: Lt, values: ['9']}]}]}", true)]
    [InlineData("{TERMS: [{matchExpressions: [{key: cores, operator: Gt, values: ['8']}]}]}", false)]
    [InlineData("{TERMS: [{matchExpressions: [{key: word, operator: Gt, values: ['1']}]}]}", false)]
    [InlineData("{TERMS: [{matchExpressions: [{key: cores, operator: Lt, values: [x]}]}]}", false)]
    [InlineData("{TERMS: [{matchFields: [{key: metadata.name, operator: In, values: [n1]}]}]}", true)]
    [InlineData("{TERMS: [{matchFields: [{key: metadata.name, operator: NotIn, values: [n1]}]}]}", false)]
    [InlineData("{TERMS: [{matchFields: [{key: metadata.name, operator: In, values: [n1]}], matchExpressions: [{key: none, operator: Exists}]}]}", false)]
    [InlineData("{TERMS: [{}]}", false)]
    public void Admits_SelectorAndTerms_AreBothAsked(string spec, bool fits) => Assert.Equal(fits, NodeFit.Admits(Spec(spec), Node));

    [Theory]
    [InlineData("{}", null)]
    [InlineData("{TERMS: [{matchFields: [{key: metadata.name, operator: In, values: [b]}]}, {matchFields: [{key: metadata.name, operator: In, values: [a]}]}]}", "a b")]
    [InlineData("{TERMS: [{matchFields: [{key: metadata.name, operator: In, values: [b]}]}, {matchExpressions: [{key: zone, operator: Exists}]}]}", null)]
    [InlineData("{TERMS: [{matchFields: [{key: metadata.name, operator: NotIn, values: [b]}]}]}", null)]
    [InlineData("{TERMS: [{matchFields: [{key: metadata.name, operator: In, values: [b]}, {key: metadata.name, operator: In, values: [a]}]}]}", "")]
    public void Names_EveryTermNamesNodes_AreThose(string spec, string? names)
        => Assert.Equal(names, NodeFit.RequiredTerms(Spec(spec))?.Names is { } found ? string.Join(' ', found.Order()) : null);

    private static PodSpec Spec(string yaml)
    {
        var written = yaml.Replace("TERMS: ", "affinity: {nodeAffinity: {requiredDuringSchedulingIgnoredDuringExecution: {nodeSelectorTerms: ", StringComparison.Ordinal);
        var closed = written == yaml ? written : $"{written[..^1]}}}}}}}}}";
        var document = ManifestReader.Read(Encoding.UTF8.GetBytes($"{{apiVersion: v1, kind: Pod, spec: {closed}}}")).Single();
        var decoded = ObjectDecoder.Decode(document.Root!, CoreJsonContext.Default.Pod);
        Assert.Empty(decoded.Errors);
        return ((Pod)decoded.Object!).Spec!;
    }
}
