using EdgeKube.Agent.Protos;
using EdgeKube.Agent.Protos.Cri;
using EdgeKube.Agent.Runtime.Grpc;

namespace EdgeKube.Agent.Runtime;

/// <summary>CRI's methods.</summary>
internal static class CriMethods
{
    private const string Runtime = "/runtime.v1.RuntimeService/";
    private const string Image = "/runtime.v1.ImageService/";

    public static readonly GrpcMethod<VersionRequest, VersionResponse> Version = new(Runtime + "Version", () => new VersionResponse());
    public static readonly GrpcMethod<StatusRequest, StatusResponse> Status = new(Runtime + "Status", () => new StatusResponse());
    public static readonly GrpcMethod<RunPodSandboxRequest, RuntimeId> RunPodSandbox = new(Runtime + "RunPodSandbox", () => new RuntimeId());
    public static readonly GrpcMethod<RuntimeId, Empty> StopPodSandbox = new(Runtime + "StopPodSandbox", () => new Empty());
    public static readonly GrpcMethod<RuntimeId, Empty> RemovePodSandbox = new(Runtime + "RemovePodSandbox", () => new Empty());
    public static readonly GrpcMethod<RuntimeId, PodSandboxStatusResponse> PodSandboxStatus = new(Runtime + "PodSandboxStatus", () => new PodSandboxStatusResponse());
    public static readonly GrpcMethod<ListPodSandboxRequest, ListPodSandboxResponse> ListPodSandbox = new(Runtime + "ListPodSandbox", () => new ListPodSandboxResponse());
    public static readonly GrpcMethod<CreateContainerRequest, RuntimeId> CreateContainer = new(Runtime + "CreateContainer", () => new RuntimeId());
    public static readonly GrpcMethod<AttachRequest, RuntimeId> Attach = new(Runtime + "Attach", () => new RuntimeId());
    public static readonly GrpcMethod<RuntimeId, Empty> StartContainer = new(Runtime + "StartContainer", () => new Empty());
    public static readonly GrpcMethod<StopContainerRequest, Empty> StopContainer = new(Runtime + "StopContainer", () => new Empty());
    public static readonly GrpcMethod<RuntimeId, Empty> RemoveContainer = new(Runtime + "RemoveContainer", () => new Empty());
    public static readonly GrpcMethod<ListContainersRequest, ListContainersResponse> ListContainers = new(Runtime + "ListContainers", () => new ListContainersResponse());
    public static readonly GrpcMethod<RuntimeId, ContainerStatusResponse> ContainerStatus = new(Runtime + "ContainerStatus", () => new ContainerStatusResponse());
    public static readonly GrpcMethod<UpdateContainerResourcesRequest, Empty> UpdateContainerResources = new(Runtime + "UpdateContainerResources", () => new Empty());
    public static readonly GrpcMethod<ExecSyncRequest, ExecSyncResponse> ExecSync = new(Runtime + "ExecSync", () => new ExecSyncResponse());
    public static readonly GrpcMethod<ListContainerStatsRequest, ListContainerStatsResponse> ListContainerStats = new(Runtime + "ListContainerStats", () => new ListContainerStatsResponse());
    public static readonly GrpcMethod<RuntimeId, Empty> ReopenContainerLog = new(Runtime + "ReopenContainerLog", () => new Empty());
    public static readonly GrpcMethod<PullImageRequest, PullImageResponse> PullImage = new(Image + "PullImage", () => new PullImageResponse());
    public static readonly GrpcMethod<ImageRequest, ImageStatusResponse> ImageStatus = new(Image + "ImageStatus", () => new ImageStatusResponse());
    public static readonly GrpcMethod<Empty, ListImagesResponse> ListImages = new(Image + "ListImages", () => new ListImagesResponse());
    public static readonly GrpcMethod<Empty, ImageFsInfoResponse> ImageFsInfo = new(Image + "ImageFsInfo", () => new ImageFsInfoResponse());
    public static readonly GrpcMethod<ImageRequest, Empty> RemoveImage = new(Image + "RemoveImage", () => new Empty());
}
