namespace EdgeKube.Api;

/// <summary>A line for each record: its name, then each field with its number in Kubernetes' protobuf.</summary>
internal static class FieldNumberTables
{
    public const string Meta = """
        ObjectMeta name=1 generateName=2 namespace=3 selfLink=4 uid=5 resourceVersion=6 generation=7 creationTimestamp=8 deletionTimestamp=9 deletionGracePeriodSeconds=10 labels=11 annotations=12 ownerReferences=13 finalizers=14 managedFields=17
        ManagedFieldsEntry manager=1 operation=2 apiVersion=3 time=4 fieldsType=6 fieldsV1=7 subresource=8
        OwnerReference kind=1 name=3 uid=4 apiVersion=5 controller=6 blockOwnerDeletion=7
        LabelSelector matchLabels=1 matchExpressions=2
        LabelSelectorRequirement key=1 operator=2 values=3
        DeleteOptions gracePeriodSeconds=1 preconditions=2 orphanDependents=3 propagationPolicy=4 dryRun=5 ignoreStoreReadErrorWithClusterBreakingPotential=6
        Preconditions uid=1 resourceVersion=2

        """;

    public const string Core = """
        Namespace metadata=1 spec=2 status=3
        NamespaceSpec finalizers=1
        NamespaceStatus phase=1 conditions=2
        NamespaceCondition type=1 status=2 lastTransitionTime=4 reason=5 message=6
        ConfigMap metadata=1 data=2 binaryData=3 immutable=4
        Secret metadata=1 data=2 type=3 stringData=4 immutable=5
        ResourceQuota metadata=1 spec=2 status=3
        ResourceQuotaSpec hard=1 scopes=2 scopeSelector=3
        ResourceQuotaStatus hard=1 used=2
        LimitRange metadata=1 spec=2
        LimitRangeSpec limits=1
        LimitRangeItem type=1 max=2 min=3 default=4 defaultRequest=5 maxLimitRequestRatio=6
        ServiceAccount metadata=1 secrets=2 imagePullSecrets=3 automountServiceAccountToken=4
        Event metadata=1 involvedObject=2 reason=3 message=4 source=5 firstTimestamp=6 lastTimestamp=7 count=8 type=9 eventTime=10 series=11 action=12 related=13 reportingComponent=14 reportingInstance=15
        EventSource component=1 host=2
        EventSeries count=1 lastObservedTime=2
        ObjectReference kind=1 namespace=2 name=3 uid=4 apiVersion=5 resourceVersion=6 fieldPath=7
        Pod metadata=1 spec=2 status=3
        PodSpec volumes=1 containers=2 restartPolicy=3 terminationGracePeriodSeconds=4 activeDeadlineSeconds=5 dnsPolicy=6 nodeSelector=7 serviceAccountName=8 serviceAccount=9 nodeName=10 hostNetwork=11 hostPID=12 hostIPC=13 securityContext=14 imagePullSecrets=15 hostname=16 subdomain=17 affinity=18 schedulerName=19 initContainers=20 automountServiceAccountToken=21 tolerations=22 hostAliases=23 priorityClassName=24 priority=25 dnsConfig=26 shareProcessNamespace=27 readinessGates=28 runtimeClassName=29 enableServiceLinks=30 preemptionPolicy=31 overhead=32 topologySpreadConstraints=33 ephemeralContainers=34 setHostnameAsFQDN=35 os=36 hostUsers=37 schedulingGates=38 resourceClaims=39 resources=40 hostnameOverride=41
        PodSecurityContext seLinuxOptions=1 runAsUser=2 runAsNonRoot=3 supplementalGroups=4 fsGroup=5 runAsGroup=6 sysctls=7 windowsOptions=8 fsGroupChangePolicy=9 seccompProfile=10 appArmorProfile=11 supplementalGroupsPolicy=12 seLinuxChangePolicy=13
        EphemeralContainer *=1 targetContainerName=2
        Container name=1 image=2 command=3 args=4 workingDir=5 ports=6 env=7 resources=8 volumeMounts=9 livenessProbe=10 readinessProbe=11 lifecycle=12 terminationMessagePath=13 imagePullPolicy=14 securityContext=15 stdin=16 stdinOnce=17 tty=18 envFrom=19 terminationMessagePolicy=20 volumeDevices=21 startupProbe=22 resizePolicy=23 restartPolicy=24 restartPolicyRules=25
        SecurityContext capabilities=1 privileged=2 seLinuxOptions=3 runAsUser=4 runAsNonRoot=5 readOnlyRootFilesystem=6 allowPrivilegeEscalation=7 runAsGroup=8 procMount=9 windowsOptions=10 seccompProfile=11 appArmorProfile=12
        ContainerResizePolicy resourceName=1 restartPolicy=2
        ContainerRestartRule action=1 exitCodes=2
        ContainerRestartRuleOnExitCodes operator=1 values=2
        Lifecycle postStart=1 preStop=2 stopSignal=3
        LifecycleHandler exec=1 httpGet=2 tcpSocket=3 sleep=4
        SleepAction seconds=1
        Capabilities add=1 drop=2
        SeccompProfile type=1 localhostProfile=2
        AppArmorProfile type=1 localhostProfile=2
        Sysctl name=1 value=2
        HostAlias ip=1 hostnames=2
        PodDnsConfig nameservers=1 searches=2 options=3
        PodDnsConfigOption name=1 value=2
        PodOS name=1
        PodReadinessGate conditionType=1
        PodSchedulingGate name=1
        ContainerPort name=1 hostPort=2 containerPort=3 protocol=4 hostIP=5
        ResourceRequirements limits=1 requests=2 claims=3
        EnvVar name=1 value=2 valueFrom=3
        EnvVarSource fieldRef=1 resourceFieldRef=2 configMapKeyRef=3 secretKeyRef=4 fileKeyRef=5
        ObjectFieldSelector apiVersion=1 fieldPath=2
        ResourceFieldSelector containerName=1 resource=2 divisor=3
        ConfigMapKeySelector *=1 key=2 optional=3
        SecretKeySelector *=1 key=2 optional=3
        EnvFromSource prefix=1 configMapRef=2 secretRef=3
        ConfigMapEnvSource *=1 optional=2
        SecretEnvSource *=1 optional=2
        LocalObjectReference name=1
        Volume name=1 *=2
        VolumeSource hostPath=1 emptyDir=2 gcePersistentDisk=3 awsElasticBlockStore=4 gitRepo=5 secret=6 nfs=7 iscsi=8 glusterfs=9 persistentVolumeClaim=10 rbd=11 flexVolume=12 cinder=13 cephfs=14 flocker=15 downwardAPI=16 fc=17 azureFile=18 configMap=19 vsphereVolume=20 quobyte=21 azureDisk=22 photonPersistentDisk=23 portworxVolume=24 scaleIO=25 projected=26 storageos=27 csi=28 ephemeral=29 image=30
        VolumeMount name=1 readOnly=2 mountPath=3 subPath=4 mountPropagation=5 subPathExpr=6 recursiveReadOnly=7
        EmptyDirVolumeSource medium=1 sizeLimit=2
        PersistentVolumeClaimVolumeSource claimName=1 readOnly=2
        HostPathVolumeSource path=1 type=2
        ConfigMapVolumeSource *=1 items=2 defaultMode=3 optional=4
        SecretVolumeSource secretName=1 items=2 defaultMode=3 optional=4
        DownwardAPIVolumeSource items=1 defaultMode=2
        DownwardAPIVolumeFile path=1 fieldRef=2 resourceFieldRef=3 mode=4
        KeyToPath key=1 path=2 mode=3
        ProjectedVolumeSource sources=1 defaultMode=2
        VolumeProjection secret=1 downwardAPI=2 configMap=3 serviceAccountToken=4 clusterTrustBundle=5 podCertificate=6
        ServiceAccountTokenProjection audience=1 expirationSeconds=2 path=3
        ConfigMapProjection *=1 items=2 optional=4
        SecretProjection *=1 items=2 optional=4
        DownwardAPIProjection items=1
        Affinity nodeAffinity=1 podAffinity=2 podAntiAffinity=3
        NodeAffinity requiredDuringSchedulingIgnoredDuringExecution=1 preferredDuringSchedulingIgnoredDuringExecution=2
        NodeSelector nodeSelectorTerms=1
        NodeSelectorTerm matchExpressions=1 matchFields=2
        NodeSelectorRequirement key=1 operator=2 values=3
        PreferredSchedulingTerm weight=1 preference=2
        PodAffinity requiredDuringSchedulingIgnoredDuringExecution=1 preferredDuringSchedulingIgnoredDuringExecution=2
        PodAntiAffinity requiredDuringSchedulingIgnoredDuringExecution=1 preferredDuringSchedulingIgnoredDuringExecution=2
        PodAffinityTerm labelSelector=1 namespaces=2 topologyKey=3 namespaceSelector=4 matchLabelKeys=5 mismatchLabelKeys=6
        WeightedPodAffinityTerm weight=1 podAffinityTerm=2
        TopologySpreadConstraint maxSkew=1 topologyKey=2 whenUnsatisfiable=3 labelSelector=4 minDomains=5 nodeAffinityPolicy=6 nodeTaintsPolicy=7 matchLabelKeys=8
        Toleration key=1 operator=2 value=3 effect=4 tolerationSeconds=5
        PodTemplateSpec metadata=1 spec=2
        Probe *=1 initialDelaySeconds=2 timeoutSeconds=3 periodSeconds=4 successThreshold=5 failureThreshold=6 terminationGracePeriodSeconds=7
        ProbeHandler exec=1 httpGet=2 tcpSocket=3 grpc=4
        ExecAction command=1
        HttpGetAction path=1 port=2 host=3 scheme=4 httpHeaders=5
        HttpHeader name=1 value=2
        TcpSocketAction port=1 host=2
        GrpcAction port=1 service=2
        PodStatus phase=1 conditions=2 message=3 reason=4 hostIP=5 podIP=6 startTime=7 containerStatuses=8 qosClass=9 initContainerStatuses=10 nominatedNodeName=11 podIPs=12 ephemeralContainerStatuses=13 resize=14 resourceClaimStatuses=15 hostIPs=16 observedGeneration=17 extendedResourceClaimStatus=18 allocatedResources=19 resources=20
        PodCondition type=1 status=2 lastProbeTime=3 lastTransitionTime=4 reason=5 message=6 observedGeneration=7
        HostIP ip=1
        PodIP ip=1
        ContainerStatus name=1 state=2 lastState=3 ready=4 restartCount=5 image=6 imageID=7 containerID=8 started=9 allocatedResources=10 resources=11 volumeMounts=12 user=13 allocatedResourcesStatus=14 stopSignal=15
        ContainerState waiting=1 running=2 terminated=3
        ContainerStateWaiting reason=1 message=2
        ContainerStateRunning startedAt=1
        ContainerStateTerminated exitCode=1 signal=2 reason=3 message=4 startedAt=5 finishedAt=6 containerID=7
        Node metadata=1 spec=2 status=3
        NodeSpec podCIDR=1 externalID=2 providerID=3 unschedulable=4 taints=5 configSource=6 podCIDRs=7
        Taint key=1 value=2 effect=3 timeAdded=4
        NodeStatus capacity=1 allocatable=2 phase=3 conditions=4 addresses=5 daemonEndpoints=6 nodeInfo=7 images=8 volumesInUse=9 volumesAttached=10 config=11 runtimeHandlers=12 features=13 declaredFeatures=14
        NodeCondition type=1 status=2 lastHeartbeatTime=3 lastTransitionTime=4 reason=5 message=6
        NodeAddress type=1 address=2
        NodeDaemonEndpoints kubeletEndpoint=1
        DaemonEndpoint Port=1
        NodeSystemInfo machineID=1 systemUUID=2 bootID=3 kernelVersion=4 osImage=5 containerRuntimeVersion=6 kubeletVersion=7 kubeProxyVersion=8 operatingSystem=9 architecture=10 swap=11
        ContainerImage names=1 sizeBytes=2
        NodeRuntimeHandler name=1 features=2
        NodeRuntimeHandlerFeatures recursiveReadOnlyMounts=1 userNamespaces=2
        NodeFeatures supplementalGroupsPolicy=1

        """;

    public const string Apps = """
        Deployment metadata=1 spec=2 status=3
        DeploymentSpec replicas=1 selector=2 template=3 strategy=4 minReadySeconds=5 revisionHistoryLimit=6 paused=7 progressDeadlineSeconds=9
        DeploymentStrategy type=1 rollingUpdate=2
        RollingUpdateDeployment maxUnavailable=1 maxSurge=2
        DeploymentStatus observedGeneration=1 replicas=2 updatedReplicas=3 availableReplicas=4 unavailableReplicas=5 conditions=6 readyReplicas=7 collisionCount=8 terminatingReplicas=9
        DeploymentCondition type=1 status=2 reason=4 message=5 lastUpdateTime=6 lastTransitionTime=7
        ReplicaSet metadata=1 spec=2 status=3
        ReplicaSetSpec replicas=1 selector=2 template=3 minReadySeconds=4
        ReplicaSetStatus replicas=1 fullyLabeledReplicas=2 observedGeneration=3 readyReplicas=4 availableReplicas=5 conditions=6 terminatingReplicas=7
        ReplicaSetCondition type=1 status=2 lastTransitionTime=3 reason=4 message=5

        """;

    public const string Rbac = """
        PolicyRule verbs=1 apiGroups=2 resources=3 resourceNames=4 nonResourceURLs=5
        Role metadata=1 rules=2
        ClusterRole metadata=1 rules=2 aggregationRule=3
        AggregationRule clusterRoleSelectors=1
        RoleBinding metadata=1 subjects=2 roleRef=3
        ClusterRoleBinding metadata=1 subjects=2 roleRef=3
        Subject kind=1 apiGroup=2 name=3 namespace=4
        RoleRef apiGroup=1 kind=2 name=3

        """;

    public const string Reviews = """
        SelfSubjectAccessReview metadata=1 spec=2 status=3
        SelfSubjectAccessReviewSpec resourceAttributes=1 nonResourceAttributes=2
        SubjectAccessReview metadata=1 spec=2 status=3
        LocalSubjectAccessReview metadata=1 spec=2 status=3
        SubjectAccessReviewSpec resourceAttributes=1 nonResourceAttributes=2 user=3 groups=4 extra=5 uid=6
        SubjectAccessReviewStatus allowed=1 reason=2 evaluationError=3 denied=4
        ResourceAttributes namespace=1 verb=2 group=3 version=4 resource=5 subresource=6 name=7 fieldSelector=8 labelSelector=9
        NonResourceAttributes path=1 verb=2
        SelfSubjectRulesReview metadata=1 spec=2 status=3
        SelfSubjectRulesReviewSpec namespace=1
        SubjectRulesReviewStatus resourceRules=1 nonResourceRules=2 incomplete=3 evaluationError=4
        ResourceRule verbs=1 apiGroups=2 resources=3 resourceNames=4
        NonResourceRule verbs=1 nonResourceURLs=2
        SelfSubjectReview metadata=1 status=2
        SelfSubjectReviewStatus userInfo=1
        UserInfo username=1 uid=2 groups=3 extra=4
        TokenReview metadata=1 spec=2 status=3
        TokenReviewSpec token=1 audiences=2
        TokenReviewStatus authenticated=1 user=2 error=3 audiences=4
        ServiceAccountTokenRequest metadata=1 spec=2 status=3
        TokenRequestSpec audiences=1 boundObjectRef=3 expirationSeconds=4
        TokenRequestStatus token=1 expirationTimestamp=2
        BoundObjectReference kind=1 apiVersion=2 name=3 uid=4

        """;
}
