using EdgeKube.EndToEnd.Harness;

namespace EdgeKube.EndToEnd.Node;

/// <summary>Bad values of a pod's fields, and what must be said of them.</summary>
internal static class BadFields
{
    /// <summary>Of a container: a line of its manifest, and the path that the refusal names.</summary>
    public static readonly IReadOnlyList<(string Line, string Path)> OfContainer =
    [
        ("command: 7", "spec.containers[0].command"),
        ("args: {a: b}", "spec.containers[0].args"),
        ("env: [{name: 'a=b', value: x}]", "spec.containers[0].env[0].name"),
        ("env: [{name: A, valueFrom: {fieldRef: {fieldPath: spec.nope}}}]", "spec.containers[0].env[0].valueFrom.fieldRef"),
        ("env: [{name: A, valueFrom: {resourceFieldRef: {resource: limits.nope}}}]", "spec.containers[0].env[0].valueFrom.resourceFieldRef"),
        ("env: [{name: A, value: x, valueFrom: {fieldRef: {fieldPath: metadata.name}}}]", "spec.containers[0].env[0].valueFrom"),
        ("envFrom: [{prefix: 'a=b', configMapRef: {name: x}}]", "spec.containers[0].envFrom[0].prefix"),
        ("terminationMessagePolicy: Loud", "spec.containers[0].terminationMessagePolicy"),
        ("imagePullPolicy: Sometimes", "spec.containers[0].imagePullPolicy"),
        ("restartPolicy: Sometimes", "spec.containers[0].restartPolicy"),
        ("lifecycle: {postStart: {exec: {command: []}}}", "spec.containers[0].lifecycle.postStart.exec.command"),
        ("lifecycle: {preStop: {httpGet: {path: /, port: 99999}}}", "spec.containers[0].lifecycle.preStop.httpGet.port"),
        ("lifecycle: {preStop: {sleep: {seconds: -1}}}", "spec.containers[0].lifecycle.preStop.sleep"),
        ("lifecycle: {stopSignal: SIGUSR1}", "spec.containers[0].lifecycle.stopSignal"),
        ("livenessProbe: {tcpSocket: {port: 0}}", "spec.containers[0].livenessProbe.tcpSocket.port"),
        ("livenessProbe: {exec: {command: [x]}, periodSeconds: -1}", "spec.containers[0].livenessProbe.periodSeconds"),
        ("livenessProbe: {exec: {command: [x]}, tcpSocket: {port: 1}}", "spec.containers[0].livenessProbe"),
        ("readinessProbe: {grpc: {port: 70000}}", "spec.containers[0].readinessProbe.grpc.port"),
        ("startupProbe: {exec: {command: [x]}, successThreshold: 2}", "spec.containers[0].startupProbe.successThreshold"),
        ("resources: {limits: {cpu: '-1'}}", "spec.containers[0].resources.limits"),
        ("resources: {requests: {memory: 2Gi}, limits: {memory: 1Gi}}", "spec.containers[0].resources.requests"),
        ("ports: [{containerPort: 0}]", "spec.containers[0].ports[0].containerPort"),
        ("ports: [{containerPort: 80, hostPort: 70000}]", "spec.containers[0].ports[0].hostPort"),
        ("ports: [{containerPort: 80, protocol: ICMP}]", "spec.containers[0].ports[0].protocol"),
        ("securityContext: {runAsUser: -1}", "spec.containers[0].securityContext.runAsUser"),
        ("securityContext: {procMount: Odd}", "spec.containers[0].securityContext.procMount"),
        ("securityContext: {allowPrivilegeEscalation: false, privileged: true}", "spec.containers[0].securityContext"),
        ("securityContext: {seccompProfile: {type: Localhost}}", "spec.containers[0].securityContext.seccompProfile.localhostProfile"),
        ("securityContext: {appArmorProfile: {type: Odd}}", "spec.containers[0].securityContext.appArmorProfile.type"),
        ("volumeMounts: [{name: nope, mountPath: /x}]", "spec.containers[0].volumeMounts[0].name"),
        ("volumeDevices: [{name: nope, devicePath: /x}]", "spec.containers[0].volumeDevices"),
    ];

    /// <summary>The same of a pod's spec.</summary>
    public static readonly IReadOnlyList<(string Line, string Path)> OfSpec =
    [
        ("restartPolicy: Sometimes", "spec.restartPolicy"),
        ("activeDeadlineSeconds: 0", "spec.activeDeadlineSeconds"),
        ("hostname: a_b", "spec.hostname"),
        ("subdomain: a_b", "spec.subdomain"),
        ("hostAliases: [{ip: nope, hostnames: [a]}]", "spec.hostAliases[0].ip"),
        ("dnsPolicy: Odd", "spec.dnsPolicy"),
        ("dnsConfig: {nameservers: [nope]}", "spec.dnsConfig.nameservers[0]"),
        ("dnsPolicy: None", "spec.dnsConfig"),
        ("runtimeClassName: A_B", "RuntimeClass \"A_B\" not found"),
        ("priorityClassName: nope", "no PriorityClass with name nope was found"),
        ("readinessGates: [{conditionType: 'a b'}]", "spec.readinessGates[0].conditionType"),
        ("schedulingGates: [{name: 'a b'}]", "spec.schedulingGates[0]"),
        ("nodeSelector: {'a b': c}", "spec.nodeSelector"),
        ("tolerations: [{key: a, operator: Odd}]", "spec.tolerations[0].operator"),
        ("securityContext: {sysctls: [{name: 'a b', value: x}]}", "spec.securityContext.sysctls[0].name"),
        ("securityContext: {fsGroup: -1}", "spec.securityContext.fsGroup"),
        ("securityContext: {fsGroupChangePolicy: Odd}", "spec.securityContext.fsGroupChangePolicy"),
        ("securityContext: {supplementalGroups: [-1]}", "spec.securityContext.supplementalGroups[0]"),
        ("volumes: [{name: v, emptyDir: {sizeLimit: '-1'}}]", "spec.volumes[0].emptyDir.sizeLimit"),
        ("volumes: [{name: v, hostPath: {path: /x/../y}}]", "spec.volumes[0].hostPath.path"),
        ("volumes: [{name: v, hostPath: {path: /x, type: Odd}}]", "spec.volumes[0].hostPath.type"),
        ("volumes: [{name: v, configMap: {name: x, defaultMode: 4096}}]", "spec.volumes[0].configMap.defaultMode"),
        ("volumes: [{name: v, configMap: {name: x, items: [{key: a, path: ../b}]}}]", "spec.volumes[0].configMap.items[0].path"),
        ("volumes: [{name: v, secret: {secretName: x, items: [{key: a, path: /b}]}}]", "spec.volumes[0].secret.items[0].path"),
        ("volumes: [{name: v, projected: {sources: [{serviceAccountToken: {path: t, expirationSeconds: 5}}]}}]", "spec.volumes[0].projected.sources[0].serviceAccountToken.expirationSeconds"),
        ("volumes: [{name: v, downwardAPI: {items: [{path: a, fieldRef: {fieldPath: spec.nope}}]}}]", "spec.volumes[0].downwardAPI.fieldRef.fieldPath"),
        ("volumes: [{name: v, persistentVolumeClaim: {claimName: ''}}]", "spec.volumes[0].persistentVolumeClaim.claimName"),
        ("volumes: [{name: v, nfs: {server: a, path: /}}]", "spec.volumes[0].nfs"),
        ("initContainers: [{name: i, image: x, restartPolicy: Sometimes}]", "spec.initContainers[0].restartPolicy"),
        ("hostUsers: false", "spec.hostUsers"),
    ];

    /// <summary>What is well-formed and cannot be: lines of the spec and of the container, and a sentence that must be told of the pod.</summary>
    public static readonly IReadOnlyList<(string Spec, string Container, string Sentence)> OfNode =
    [
        ("", "env: [{name: A, valueFrom: {configMapKeyRef: {name: nope, key: a}}}]", "configmap \"nope\" not found"),
        ("", "envFrom: [{secretRef: {name: nope}}]", "secret \"nope\" not found"),
        ("volumes: [{name: v, secret: {secretName: nope}}]", "volumeMounts: [{name: v, mountPath: /v}]", "MountVolume.SetUp failed for volume \"v\" : secret \"nope\" not found"),
        ("volumes: [{name: v, configMap: {name: kube-root-ca.crt, items: [{key: nope, path: a}]}}]", "volumeMounts: [{name: v, mountPath: /v}]", "references non-existent config key: nope"),
        ("volumes: [{name: v, hostPath: {path: /nonexistent/ek, type: Directory}}]", "volumeMounts: [{name: v, mountPath: /v}]", "hostPath type check failed: /nonexistent/ek is not a directory"),
        ("volumes: [{name: v, persistentVolumeClaim: {claimName: nope}}]", "volumeMounts: [{name: v, mountPath: /v}]", "persistentvolumeclaim \"nope\" not found"),
        ("securityContext: {runAsNonRoot: true}", "", "container has runAsNonRoot and image will run as root"),
        ("securityContext: {sysctls: [{name: kernel.msgmax, value: '1'}]}", "", "forbidden sysctl: \"kernel.msgmax\" not allowlisted"),
        ("securityContext: {seccompProfile: {type: Localhost, localhostProfile: nope.json}}", "", "nope.json"),
        ("nodeSelector: {nowhere: here}", "", "node(s) didn't match Pod's node affinity/selector"),
        ("nodeName: n1\nnodeSelector: {nowhere: here}", "", "Pod was rejected: Predicate NodeAffinity failed: node(s) didn't match Pod's node affinity/selector"),
        ("nodeName: n1\naffinity: {nodeAffinity: {requiredDuringSchedulingIgnoredDuringExecution: {nodeSelectorTerms: [{matchExpressions: [{key: nowhere, operator: Exists}]}]}}}", "", "Pod was rejected: Predicate NodeAffinity failed"),
        ("", "command: [/no/such/program]", "/no/such/program"),
        ("", "workingDir: /bin/busybox/x", "/bin/busybox: not a directory"),
        ("", "imagePullPolicy: Never\nimage: edgekube.test/absent:1", "is not present with pull policy of Never"),
        ("", "image: 'edgekube.test/Odd:1'", "InvalidImageName"),
        ("", "resources: {limits: {edge.example/none: 1}}", "Insufficient edge.example/none"),
        ("", "lifecycle: {postStart: {exec: {command: [/no/such/hook]}}}\ncommand: [sh, -c, \"exec sleep 100000\"]", "PostStartHook failed"),
        ("volumes: [{name: v, emptyDir: {}}]", "volumeMounts: [{name: v, mountPath: /v, subPathExpr: $(NOPE)}]", "NOPE"),
    ];

    /// <summary>A pod with these lines; a line that names an image takes the place of the usual one.</summary>
    public static string Pod(string name, string spec, string container)
    {
        var image = container.Contains("image: ", StringComparison.Ordinal) ? "" : $"image: {Manifests.Image}";
        string[] lines = [.. new[] { image, container }.Where(line => line.Length > 0)];
        return $$"""
            apiVersion: v1
            kind: Pod
            metadata: {name: {{name}}}
            spec:
              terminationGracePeriodSeconds: 1
              {{spec.Replace("\n", "\n  ", StringComparison.Ordinal)}}
              containers:
              - name: main
                {{string.Join("\n", lines).Replace("\n", "\n    ", StringComparison.Ordinal)}}
            """;
    }
}
