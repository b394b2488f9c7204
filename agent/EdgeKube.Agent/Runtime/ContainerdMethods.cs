using EdgeKube.Agent.Protos.Containerd.Content;
using EdgeKube.Agent.Protos.Containerd.Events;
using EdgeKube.Agent.Protos.Containerd.Images;
using EdgeKube.Agent.Protos.Containerd.Leases;
using EdgeKube.Agent.Runtime.Grpc;
using Google.Protobuf.WellKnownTypes;

namespace EdgeKube.Agent.Runtime;

/// <summary>The methods of containerd's own services; each needs <see cref="Namespace"/> among its headers.</summary>
internal static class ContainerdMethods
{
    /// <summary>Where CRI keeps its containers and images.</summary>
    public const string CriNamespace = "k8s.io";

    private const string ContentService = "/containerd.services.content.v1.Content/";
    private const string ImageService = "/containerd.services.images.v1.Images/";
    private const string LeaseService = "/containerd.services.leases.v1.Leases/";

    public static readonly KeyValuePair<string, string> Namespace = new("containerd-namespace", CriNamespace);

    public static readonly GrpcMethod<SubscribeRequest, Envelope> Subscribe = new("/containerd.services.events.v1.Events/Subscribe", Envelope.Parser);

    public static readonly GrpcMethod<InfoRequest, InfoResponse> ContentInfo = new(ContentService + "Info", InfoResponse.Parser);
    public static readonly GrpcMethod<UpdateRequest, UpdateResponse> ContentUpdate = new(ContentService + "Update", UpdateResponse.Parser);
    public static readonly GrpcMethod<WriteContentRequest, WriteContentResponse> ContentWrite = new(ContentService + "Write", WriteContentResponse.Parser);
    public static readonly GrpcMethod<ListStatusesRequest, ListStatusesResponse> ContentListStatuses = new(ContentService + "ListStatuses", ListStatusesResponse.Parser);
    public static readonly GrpcMethod<AbortRequest, Empty> ContentAbort = new(ContentService + "Abort", Empty.Parser);
    public static readonly GrpcMethod<DeleteContentRequest, Empty> ContentDelete = new(ContentService + "Delete", Empty.Parser);

    public static readonly GrpcMethod<GetImageRequest, GetImageResponse> ImageGet = new(ImageService + "Get", GetImageResponse.Parser);
    public static readonly GrpcMethod<ListImagesRequest, ListImagesResponse> ImageList = new(ImageService + "List", ListImagesResponse.Parser);
    public static readonly GrpcMethod<CreateImageRequest, CreateImageResponse> ImageCreate = new(ImageService + "Create", CreateImageResponse.Parser);
    public static readonly GrpcMethod<UpdateImageRequest, UpdateImageResponse> ImageUpdate = new(ImageService + "Update", UpdateImageResponse.Parser);
    public static readonly GrpcMethod<DeleteImageRequest, Empty> ImageDelete = new(ImageService + "Delete", Empty.Parser);

    public static readonly GrpcMethod<CreateRequest, CreateResponse> LeaseCreate = new(LeaseService + "Create", CreateResponse.Parser);
    public static readonly GrpcMethod<DeleteRequest, Empty> LeaseDelete = new(LeaseService + "Delete", Empty.Parser);
    public static readonly GrpcMethod<ListRequest, ListResponse> LeaseList = new(LeaseService + "List", ListResponse.Parser);
}
