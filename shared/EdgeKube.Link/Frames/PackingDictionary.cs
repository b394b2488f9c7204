using System.Buffers.Binary;

namespace EdgeKube.Link.Frames;

/// <summary>
/// Texts that both ends know and that small frames are deflated against: what objects consist of everywhere, the most frequent last, where it costs
/// least to refer to. A dictionary never changes once it was in a release; another one gets the next number, and a feature of its own.
/// </summary>
internal static class PackingDictionary
{
    /// <summary>The number of the one to use.</summary>
    public const int Newest = 1;

    private const int StoredHeader = 5;

    /// <summary>Bytes that the largest one has.</summary>
    public static int Size => First.Length;

    private static ReadOnlySpan<byte> First => """
        {"apiVersion":"v1","kind":"Event","metadata":{"name":"","namespace":"default"},"involvedObject":{"kind":"Pod","namespace":"default","name":"","uid":"","apiVersion":"v1","fieldPath":"spec.containers{"},"reason":"BackOff","message":"Started container ","source":{"component":"kubelet","host":""},"firstTimestamp":"","lastTimestamp":"","count":1,"type":"Normal","type":"Warning","reportingComponent":"kubelet"}
        "Scheduled","Pulled","Pulling","Created","Started","Killing","Unhealthy","Failed","CrashLoopBackOff","ErrImagePull","ImagePullBackOff","CreateContainerConfigError","OOMKilled","Completed","Error","Evicted"
        {"type":"MemoryPressure","status":"False","lastHeartbeatTime":"","lastTransitionTime":"","reason":"KubeletHasSufficientMemory","message":""},{"type":"DiskPressure"},{"type":"PIDPressure"},{"type":"ClockUnsynchronized"}],"addresses":[{"type":"InternalIP","address":""},{"type":"Hostname"}],"capacity":{"cpu":"4","ephemeral-storage":"","memory":"","pods":"110"},"allocatable":{"nodeInfo":{"architecture":"arm64","containerRuntimeVersion":"containerd://","kernelVersion":"","kubeletVersion":"","operatingSystem":"linux","osImage":"Debian GNU/Linux
        Pod/default/","kind":"Pod","metadata":{"name":"","namespace":"default","uid":""},"status":{"phase":"Pending","phase":"Succeeded","phase":"Running","conditions":[{"type":"PodReadyToStartContainers","status":"True","lastTransitionTime":"2026-01-01T00:00:00Z"},{"type":"Initialized","status":"True"},{"type":"Ready","status":"False","reason":"ContainersNotReady","message":"containers with unready status: ["},{"type":"ContainersReady","status":"True"},{"type":"PodScheduled","status":"True"}],"hostIP":"","hostIPs":[{"ip":""}],"podIP":"10.42.0.","podIPs":[{"ip":"10.42.0."}],"startTime":"","containerStatuses":[{"name":"","state":{"waiting":{"reason":"ContainerCreating"}},"state":{"terminated":{"exitCode":0,"reason":"Completed","startedAt":"","finishedAt":""}},"state":{"running":{"startedAt":""}},"lastState":{},"ready":true,"ready":false,"restartCount":0,"image":"","imageID":"sha256:","containerID":"containerd://","started":true}],"qosClass":"Burstable","qosClass":"BestEffort"}}
        Pod/default/{"apiVersion":"v1","kind":"Pod","metadata":{"annotations":{"kubectl.kubernetes.io/last-applied-configuration":"{\"apiVersion\":\"v1\",\"kind\":\"Pod\",\"metadata\":{\"annotations\":{},\"name\":\"\",\"namespace\":\"default\"},\"spec\":{\"containers\":[{\"image\":\"\",\"name\":\"\"}]}}\n"},"creationTimestamp":"2026-01-01T00:00:00Z","generateName":"","labels":{"app":"","app.kubernetes.io/name":"","pod-template-hash":""},"name":"","namespace":"kube-system","ownerReferences":[{"apiVersion":"apps/v1","blockOwnerDeletion":true,"controller":true,"kind":"DaemonSet","kind":"ReplicaSet","name":"","uid":""}],"uid":""},"spec":{"affinity":{"automountServiceAccountToken":false,"containers":[{"args":["],"command":["sh","-c","env":[{"name":"","value":""},{"name":"","valueFrom":{"configMapKeyRef":{"key":"","name":""},"secretKeyRef":{"fieldRef":{"apiVersion":"v1","fieldPath":"metadata.name"}}}],"envFrom":[{"configMapRef":{"name":""}}],"image":"docker.io/library/","imagePullPolicy":"Always","imagePullPolicy":"IfNotPresent","livenessProbe":{"exec":{"command":["failureThreshold":3,"httpGet":{"path":"/","port":80,"scheme":"HTTP"},"initialDelaySeconds":5,"periodSeconds":10,"successThreshold":1,"tcpSocket":{"timeoutSeconds":1},"name":"","ports":[{"containerPort":80,"hostPort":80,"name":"http","protocol":"TCP"}],"readinessProbe":{"startupProbe":{"resources":{"limits":{"cpu":"100m","memory":"64Mi"},"requests":{"cpu":"50m","memory":"32Mi"}},"securityContext":{"allowPrivilegeEscalation":false,"capabilities":{"drop":["ALL"]},"privileged":true,"readOnlyRootFilesystem":true,"runAsNonRoot":true,"runAsUser":1000},"terminationMessagePath":"/dev/termination-log","terminationMessagePolicy":"File","volumeMounts":[{"mountPath":"/var/run/secrets/kubernetes.io/serviceaccount","name":"","readOnly":true,"subPath":""}]}],"dnsPolicy":"ClusterFirst","enableServiceLinks":true,"hostNetwork":true,"initContainers":[{"nodeName":"","nodeSelector":{"kubernetes.io/hostname":""},"preemptionPolicy":"PreemptLowerPriority","priority":0,"restartPolicy":"Never","restartPolicy":"OnFailure","restartPolicy":"Always","schedulerName":"default-scheduler","securityContext":{},"serviceAccount":"default","serviceAccountName":"default","terminationGracePeriodSeconds":30,"tolerations":[{"effect":"NoExecute","key":"node.kubernetes.io/not-ready","operator":"Exists","tolerationSeconds":300},{"effect":"NoExecute","key":"node.kubernetes.io/unreachable","operator":"Exists","tolerationSeconds":300}],"volumes":[{"emptyDir":{"medium":"Memory","sizeLimit":""},"hostPath":{"path":"/","type":"Directory"},"configMap":{"defaultMode":420,"name":""},"name":""},{"name":"","secret":{"defaultMode":420,"secretName":""}}]}}
        Secret/default/{"apiVersion":"v1","data":{"tls.crt":"","tls.key":"","password":"","username":""},"kind":"Secret","metadata":{"name":"","namespace":"default"},"type":"Opaque"}
        ConfigMap/default/{"apiVersion":"v1","data":{"text":"","config.yaml":"","config.json":"{\n  \"":""},"immutable":true,"kind":"ConfigMap","metadata":{"name":"","namespace":"default"}}
        """u8;

    /// <summary>The text of a number; none for 0.</summary>
    /// <exception cref="LinkProtocolException">This build does not know it.</exception>
    public static ReadOnlySpan<byte> Find(int number) => number switch
    {
        0 => default,
        1 => First,
        _ => throw new LinkProtocolException($"dictionary {number} is not known"),
    };

    /// <summary>What an inflater is to read before the packed bytes: the text as deflate's stored block, which is not the last.</summary>
    /// <exception cref="LinkProtocolException">This build does not know it.</exception>
    public static byte[] Prime(int number)
    {
        var text = Find(number);
        if (text.IsEmpty)
        {
            return [];
        }

        var block = new byte[StoredHeader + text.Length];
        BinaryPrimitives.WriteUInt16LittleEndian(block.AsSpan(1), (ushort)text.Length);
        BinaryPrimitives.WriteUInt16LittleEndian(block.AsSpan(3), (ushort)~text.Length);
        text.CopyTo(block.AsSpan(StoredHeader));
        return block;
    }
}
