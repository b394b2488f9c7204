using EdgeKube.Agent.Protos.Cri;
using EdgeKube.Agent.Runtime.Grpc;

namespace EdgeKube.Agent.Runtime;

/// <summary>CRI's methods.</summary>
internal static class CriMethods
{
    private const string Runtime = "/runtime.v1.RuntimeService/";
    private const string Image = "/runtime.v1.ImageService/";

    public static readonly GrpcMethod<VersionRequest, VersionResponse> Version = new(Runtime + "Version", VersionResponse.Parser);
    public static readonly GrpcMethod<StatusRequest, StatusResponse> Status = new(Runtime + "Status", StatusResponse.Parser);
    public static readonly GrpcMethod<RunPodSandboxRequest, RunPodSandboxResponse> RunPodSandbox = new(Runtime + "RunPodSandbox", RunPodSandboxResponse.Parser);
    public static readonly GrpcMethod<StopPodSandboxRequest, StopPodSandboxResponse> StopPodSandbox = new(Runtime + "StopPodSandbox", StopPodSandboxResponse.Parser);
    public static readonly GrpcMethod<RemovePodSandboxRequest, RemovePodSandboxResponse> RemovePodSandbox = new(Runtime + "RemovePodSandbox", RemovePodSandboxResponse.Parser);
    public static readonly GrpcMethod<PodSandboxStatusRequest, PodSandboxStatusResponse> PodSandboxStatus = new(Runtime + "PodSandboxStatus", PodSandboxStatusResponse.Parser);
    public static readonly GrpcMethod<ListPodSandboxRequest, ListPodSandboxResponse> ListPodSandbox = new(Runtime + "ListPodSandbox", ListPodSandboxResponse.Parser);
    public static readonly GrpcMethod<CreateContainerRequest, CreateContainerResponse> CreateContainer = new(Runtime + "CreateContainer", CreateContainerResponse.Parser);
    public static readonly GrpcMethod<StartContainerRequest, StartContainerResponse> StartContainer = new(Runtime + "StartContainer", StartContainerResponse.Parser);
    public static readonly GrpcMethod<StopContainerRequest, StopContainerResponse> StopContainer = new(Runtime + "StopContainer", StopContainerResponse.Parser);
    public static readonly GrpcMethod<RemoveContainerRequest, RemoveContainerResponse> RemoveContainer = new(Runtime + "RemoveContainer", RemoveContainerResponse.Parser);
    public static readonly GrpcMethod<ListContainersRequest, ListContainersResponse> ListContainers = new(Runtime + "ListContainers", ListContainersResponse.Parser);
    public static readonly GrpcMethod<ContainerStatusRequest, ContainerStatusResponse> ContainerStatus = new(Runtime + "ContainerStatus", ContainerStatusResponse.Parser);
    public static readonly GrpcMethod<UpdateContainerResourcesRequest, UpdateContainerResourcesResponse> UpdateContainerResources = new(Runtime + "UpdateContainerResources", UpdateContainerResourcesResponse.Parser);
    public static readonly GrpcMethod<ExecSyncRequest, ExecSyncResponse> ExecSync = new(Runtime + "ExecSync", ExecSyncResponse.Parser);
    public static readonly GrpcMethod<ReopenContainerLogRequest, ReopenContainerLogResponse> ReopenContainerLog = new(Runtime + "ReopenContainerLog", ReopenContainerLogResponse.Parser);
    public static readonly GrpcMethod<PullImageRequest, PullImageResponse> PullImage = new(Image + "PullImage", PullImageResponse.Parser);
    public static readonly GrpcMethod<ImageStatusRequest, ImageStatusResponse> ImageStatus = new(Image + "ImageStatus", ImageStatusResponse.Parser);
    public static readonly GrpcMethod<ListImagesRequest, ListImagesResponse> ListImages = new(Image + "ListImages", ListImagesResponse.Parser);
    public static readonly GrpcMethod<RemoveImageRequest, RemoveImageResponse> RemoveImage = new(Image + "RemoveImage", RemoveImageResponse.Parser);
}
