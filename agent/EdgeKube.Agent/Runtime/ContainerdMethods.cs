using EdgeKube.Agent.Protos;
using EdgeKube.Agent.Protos.Containerd;
using EdgeKube.Agent.Protos.Cri;
using EdgeKube.Agent.Runtime.Grpc;

namespace EdgeKube.Agent.Runtime;

/// <summary>The methods of containerd's own services; each needs <see cref="Namespace"/> among its headers.</summary>
internal static class ContainerdMethods
{
    /// <summary>Where CRI keeps its containers and images.</summary>
    public const string CriNamespace = "k8s.io";

    private const string ContentService = "/containerd.services.content.v1.Content/";
    private const string ImageService = "/containerd.services.images.v1.Images/";
    private const string ContainerService = "/containerd.services.containers.v1.Containers/";
    private const string TaskService = "/containerd.services.tasks.v1.Tasks/";
    private const string SnapshotService = "/containerd.services.snapshots.v1.Snapshots/";
    private const string LeaseService = "/containerd.services.leases.v1.Leases/";

    public static readonly KeyValuePair<string, string> Namespace = new("containerd-namespace", CriNamespace);

    public static readonly GrpcMethod<SubscribeRequest, Envelope> Subscribe = new("/containerd.services.events.v1.Events/Subscribe", () => new Envelope());

    public static readonly GrpcMethod<ContentInfoRequest, ContentInfoResponse> ContentInfo = new(ContentService + "Info", () => new ContentInfoResponse());
    public static readonly GrpcMethod<ContentUpdateRequest, Empty> ContentUpdate = new(ContentService + "Update", () => new Empty());
    public static readonly GrpcMethod<WriteContentRequest, WriteContentResponse> ContentWrite = new(ContentService + "Write", () => new WriteContentResponse());
    public static readonly GrpcMethod<ListContentRequest, ListContentResponse> ContentList = new(ContentService + "List", () => new ListContentResponse());
    public static readonly GrpcMethod<ListContentRequest, ListStatusesResponse> ContentStatuses = new(ContentService + "ListStatuses", () => new ListStatusesResponse());
    public static readonly GrpcMethod<ReadContentRequest, ReadContentResponse> ContentRead = new(ContentService + "Read", () => new ReadContentResponse());
    public static readonly GrpcMethod<ContentInfoRequest, Empty> ContentDelete = new(ContentService + "Delete", () => new Empty());
    public static readonly GrpcMethod<AbortRequest, Empty> ContentAbort = new(ContentService + "Abort", () => new Empty());

    public static readonly GrpcMethod<GetImageRequest, GetImageResponse> ImageGet = new(ImageService + "Get", () => new GetImageResponse());
    public static readonly GrpcMethod<SetImageRequest, Empty> ImageCreate = new(ImageService + "Create", () => new Empty());
    public static readonly GrpcMethod<SetImageRequest, Empty> ImageUpdate = new(ImageService + "Update", () => new Empty());

    public static readonly GrpcMethod<CreateLeaseRequest, CreateLeaseResponse> LeaseCreate = new(LeaseService + "Create", () => new CreateLeaseResponse());
    public static readonly GrpcMethod<DeleteLeaseRequest, Empty> LeaseDelete = new(LeaseService + "Delete", () => new Empty());
    public static readonly GrpcMethod<ListLeasesRequest, ListLeasesResponse> LeaseList = new(LeaseService + "List", () => new ListLeasesResponse());

    public static readonly GrpcMethod<AddLeaseResourceRequest, Empty> LeaseAddResource = new(LeaseService + "AddResource", () => new Empty());

    public static readonly GrpcMethod<SnapshotRequest, SnapshotMounts> SnapshotView = new(SnapshotService + "View", () => new SnapshotMounts());
    public static readonly GrpcMethod<SnapshotRequest, Empty> SnapshotRemove = new(SnapshotService + "Remove", () => new Empty());

    public static readonly GrpcMethod<RuntimeId, GetContainerResponse> ContainerGet = new(ContainerService + "Get", () => new GetContainerResponse());
    public static readonly GrpcMethod<ExecProcessRequest, Empty> TaskExec = new(TaskService + "Exec", () => new Empty());
    public static readonly GrpcMethod<ProcessRequest, Empty> TaskStart = new(TaskService + "Start", () => new Empty());
    public static readonly GrpcMethod<ProcessRequest, WaitResponse> TaskWait = new(TaskService + "Wait", () => new WaitResponse());
    public static readonly GrpcMethod<ProcessRequest, GetTaskResponse> TaskGet = new(TaskService + "Get", () => new GetTaskResponse());
    public static readonly GrpcMethod<ProcessRequest, Empty> TaskDeleteProcess = new(TaskService + "DeleteProcess", () => new Empty());
    public static readonly GrpcMethod<KillRequest, Empty> TaskKill = new(TaskService + "Kill", () => new Empty());
    public static readonly GrpcMethod<ResizeRequest, Empty> TaskResize = new(TaskService + "ResizePty", () => new Empty());
    public static readonly GrpcMethod<CloseInputRequest, Empty> TaskCloseInput = new(TaskService + "CloseIO", () => new Empty());
}
