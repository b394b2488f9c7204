namespace EdgeKube.Mqtt;

/// <summary>MQTT 5 reason codes (section 2.4 of the specification). 0x80 and above are failures.</summary>
public enum MqttReasonCode : byte
{
    /// <summary>Success, normal disconnection, or granted QoS 0.</summary>
    Success = 0x00,

    /// <summary>Granted QoS 1.</summary>
    GrantedQoS1 = 0x01,

    /// <summary>Granted QoS 2.</summary>
    GrantedQoS2 = 0x02,

    /// <summary>The client disconnects and wants its will published.</summary>
    DisconnectWithWill = 0x04,

    /// <summary>Accepted, but nobody subscribes to the topic.</summary>
    NoMatchingSubscribers = 0x10,

    /// <summary>UNSUBSCRIBE named a filter that was not subscribed.</summary>
    NoSubscriptionExisted = 0x11,

    /// <summary>Continue the authentication.</summary>
    ContinueAuthentication = 0x18,

    /// <summary>Authenticate again.</summary>
    ReAuthenticate = 0x19,

    /// <summary>A failure the sender does not want to name.</summary>
    UnspecifiedError = 0x80,

    /// <summary>The bytes do not follow the specification.</summary>
    MalformedPacket = 0x81,

    /// <summary>A well-formed packet that is not allowed here.</summary>
    ProtocolError = 0x82,

    /// <summary>Valid, but not accepted by this receiver.</summary>
    ImplementationSpecificError = 0x83,

    /// <summary>The server does not speak the version asked for.</summary>
    UnsupportedProtocolVersion = 0x84,

    /// <summary>The client id is well-formed but not allowed.</summary>
    ClientIdentifierNotValid = 0x85,

    /// <summary>User name or password refused.</summary>
    BadUserNameOrPassword = 0x86,

    /// <summary>Not allowed to do this.</summary>
    NotAuthorized = 0x87,

    /// <summary>The server is not available.</summary>
    ServerUnavailable = 0x88,

    /// <summary>The server is busy; try again later.</summary>
    ServerBusy = 0x89,

    /// <summary>The client is banned.</summary>
    Banned = 0x8A,

    /// <summary>The server is stopping.</summary>
    ServerShuttingDown = 0x8B,

    /// <summary>The authentication method is not supported.</summary>
    BadAuthenticationMethod = 0x8C,

    /// <summary>Nothing arrived for 1.5 times the keep alive.</summary>
    KeepAliveTimeout = 0x8D,

    /// <summary>Another connection uses the same client id.</summary>
    SessionTakenOver = 0x8E,

    /// <summary>The filter is well-formed UTF-8 but not a filter, or not accepted.</summary>
    TopicFilterInvalid = 0x8F,

    /// <summary>The topic name is not accepted.</summary>
    TopicNameInvalid = 0x90,

    /// <summary>The packet identifier is already in use.</summary>
    PacketIdentifierInUse = 0x91,

    /// <summary>The packet identifier is not known.</summary>
    PacketIdentifierNotFound = 0x92,

    /// <summary>More unacknowledged publishes than the receive maximum.</summary>
    ReceiveMaximumExceeded = 0x93,

    /// <summary>The topic alias is zero, above the maximum, or not set.</summary>
    TopicAliasInvalid = 0x94,

    /// <summary>The packet exceeds the maximum packet size.</summary>
    PacketTooLarge = 0x95,

    /// <summary>The received data rate is too high.</summary>
    MessageRateTooHigh = 0x96,

    /// <summary>An implementation or administrative limit is exceeded.</summary>
    QuotaExceeded = 0x97,

    /// <summary>Ended by the administrator.</summary>
    AdministrativeAction = 0x98,

    /// <summary>The payload does not match its format indicator.</summary>
    PayloadFormatInvalid = 0x99,

    /// <summary>Retained messages are not supported.</summary>
    RetainNotSupported = 0x9A,

    /// <summary>The QoS is above the maximum declared.</summary>
    QoSNotSupported = 0x9B,

    /// <summary>Use another server for now.</summary>
    UseAnotherServer = 0x9C,

    /// <summary>The server has moved for good.</summary>
    ServerMoved = 0x9D,

    /// <summary>Shared subscriptions are not supported.</summary>
    SharedSubscriptionsNotSupported = 0x9E,

    /// <summary>Too many connections per time.</summary>
    ConnectionRateExceeded = 0x9F,

    /// <summary>The connection lasted as long as it was allowed to.</summary>
    MaximumConnectTime = 0xA0,

    /// <summary>Subscription identifiers are not supported.</summary>
    SubscriptionIdentifiersNotSupported = 0xA1,

    /// <summary>Wildcard subscriptions are not supported.</summary>
    WildcardSubscriptionsNotSupported = 0xA2,
}
