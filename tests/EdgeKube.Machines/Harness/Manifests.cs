namespace EdgeKube.Machines.Harness;

internal static class Manifests
{
    /// <summary>A pod that may have a fifth of a processor and 32 MiB.</summary>
    public static readonly string Limited = $$"""
        apiVersion: v1
        kind: Pod
        metadata:
          name: limited
        spec:
          terminationGracePeriodSeconds: 1
          containers:
          - name: c
            image: edgekube.test/busybox:1
            command: {{Sleep}}
            resources:
              limits: {cpu: 200m, memory: 32Mi}
        """;

    private const string Sleep = """["sh", "-c", "trap 'exit 0' TERM; while :; do sleep 1 & wait $!; done"]""";

    /// <summary>So many pods of the demo image that do nothing until they are told to end.</summary>
    public static string Sleepers(int replicas) => $"""
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: sleeper
        spec:
          replicas: {replicas}
          selector:
            matchLabels:
              app: sleeper
          template:
            metadata:
              labels:
                app: sleeper
            spec:
              terminationGracePeriodSeconds: 1
              containers:
              - name: c
                image: edgekube.test/busybox:1
                command: {Sleep}
        """;

    /// <summary>One pod that needs nothing of the controller to start: no token.</summary>
    public static string Bare(string name, string image) => $"""
        apiVersion: v1
        kind: Pod
        metadata:
          name: {name}
        spec:
          automountServiceAccountToken: false
          terminationGracePeriodSeconds: 1
          containers:
          - name: c
            image: {image}
            command: {Sleep}
        """;
}
