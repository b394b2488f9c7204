namespace EdgeKube.EndToEnd.Harness;

/// <summary>Manifests that several tests use.</summary>
public static class Manifests
{
    public const string Image = "edgekube.test/busybox:1";

    public static string Deployment(string name, int replicas, string image = Image) =>
        $$"""
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: {{name}}
        spec:
          replicas: {{replicas}}
          selector:
            matchLabels: {app: {{name}}}
          template:
            metadata:
              labels: {app: {{name}}}
            spec:
              terminationGracePeriodSeconds: 1
              containers:
              - name: main
                image: {{image}}
                command: [sleep, "100000"]
        """;

    public static string Pod(string name, string command, string image = Image) => PodOf(name, Container("main", command, image));

    public static string TwoContainers(string name) => PodOf(
        name, Container("one", """[sh, -c, "echo hello from one; exec sleep 100000"]"""), Container("two", """[sleep, "100000"]"""));

    private static string PodOf(string name, params string[] containers) =>
        $$"""
        apiVersion: v1
        kind: Pod
        metadata:
          name: {{name}}
        spec:
          terminationGracePeriodSeconds: 1
          containers:
        {{string.Concat(containers)}}
        """;

    private static string Container(string name, string command, string image = Image) =>
        $$"""
          - name: {{name}}
            image: {{image}}
            command: {{command}}

        """;
}
