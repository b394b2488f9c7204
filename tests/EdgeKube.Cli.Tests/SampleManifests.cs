namespace EdgeKube.Cli.Tests;

/// <summary>What the tests apply.</summary>
internal static class SampleManifests
{
    public const string Web = """
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: web, labels: {app: web}}
        spec:
          replicas: 2
          selector: {matchLabels: {app: web}}
          template:
            metadata: {labels: {app: web}}
            spec:
              terminationGracePeriodSeconds: 0
              containers: [{name: main, image: img}]
        ---
        apiVersion: v1
        kind: ConfigMap
        metadata:
          name: cm
        data: {a: "1", b: "2\nx\n"}
        """;

    public const string Bad = """
        apiVersion: v1
        kind: Pod
        metadata:
          name: Bad_
        spec: {containers: [{name: x}]}
        ---
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: other}
        dataa: {}
        ---
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: good}
        """;

    public static string Named(string name) => $$$"""{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"{{{name}}}"},"data":{"k":"z"}}""";
}
