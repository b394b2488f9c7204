using System.Text;

namespace EdgeKube.Api.Tests.Validation;

/// <summary>A pod that is right but for what a test puts into its spec.</summary>
internal static class PlacedPod
{
    /// <param name="spec">Fields of the spec, as YAML in one line.</param>
    public static Pod Read(string spec)
    {
        var text = $"{{apiVersion: v1, kind: Pod, metadata: {{name: p, namespace: default}}, spec: {{{spec}, containers: [{{name: a, image: b}}]}}}}";
        var decoded = ObjectDecoder.Decode(ManifestReader.Read(Encoding.UTF8.GetBytes(text)).Single().Root!, CoreJsonContext.Default.Pod);
        Assert.Empty(decoded.Errors);
        return Defaults.Apply((Pod)decoded.Object!);
    }

    /// <summary>The only fault there is.</summary>
    public static string Fault(string spec) => Assert.Single(Validator.Validate(Read(spec))).ToString();
}
