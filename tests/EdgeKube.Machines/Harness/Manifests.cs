namespace EdgeKube.Machines.Harness;

internal static class Manifests
{
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
                command: ["sh", "-c", "trap 'exit 0' TERM; while :; do sleep 1 & wait $!; done"]
        """;
}
