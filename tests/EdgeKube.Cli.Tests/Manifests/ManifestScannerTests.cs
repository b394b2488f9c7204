using EdgeKube.Cli.Commands;
using EdgeKube.Cli.Manifests;

namespace EdgeKube.Cli.Tests.Manifests;

public sealed class ManifestScannerTests
{
    private const string Two = """
        # a comment
        apiVersion: v1
        kind: ConfigMap
        metadata:
          name: a
        ---
        ---
        {"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "b", "namespace": "x"}}
        """;

    [Fact]
    public void Read_SeveralDocuments_GivesObjectsWithTheirLines() => Assert.Equal(
        [("ConfigMap", "a", null, 2), ("Pod", "b", "x", 8)],
        ManifestScanner.Read("f", Two).Select(found => (found.Kind, found.Name, found.Namespace, found.Line)));

    [Fact]
    public void Read_BrokenYaml_NamesFileAndLine() =>
        Assert.StartsWith("web.yaml:3: ", Assert.Throws<CommandException>(() => ManifestScanner.Read("web.yaml", "a: 1\nb: [1,\n}")).Message);

    [Fact]
    public void Read_TooDeep_IsRefused() =>
        Assert.Contains("nested deeper", Assert.Throws<CommandException>(() => ManifestScanner.Read("f", new string('[', 500))).Message);

    [Fact]
    public void Fill_OtherNamespace_IsPutInAndNothingElseChanges()
    {
        var text = Two.Replace(", \"namespace\": \"x\"", "") + "\n---\napiVersion: v1\nkind: Node\nmetadata: {name: n}\n";
        var file = new ManifestFile("f", text, ManifestScanner.Read("f", text));

        var filled = NamespaceFilling.Fill(file, text, "edge", isExplicit: true);

        Assert.Equal(
            text.Replace("  name: a", "  namespace: \"edge\"\n  name: a").Replace("{\"name\": \"b\"", "{\"namespace\": \"edge\", \"name\": \"b\""),
            filled);
    }

    [Fact]
    public void Fill_ObjectInAnotherNamespace_IsRefused()
    {
        var file = new ManifestFile("f", Two, ManifestScanner.Read("f", Two));

        var error = Assert.Throws<CommandException>(() => NamespaceFilling.Fill(file, Two, "edge", isExplicit: true));

        Assert.StartsWith("f:8: the namespace from the provided object \"x\" does not match the namespace \"edge\"", error.Message);
    }
}
