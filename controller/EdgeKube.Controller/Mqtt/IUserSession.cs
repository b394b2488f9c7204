using EdgeKube.Mqtt;

namespace EdgeKube.Controller.Mqtt;

/// <summary>The way back to a client of the API, at the controller's own doors or through a broker. Two of one session are equal.</summary>
internal interface IUserSession
{
    string ClientId { get; }

    /// <summary>Whose sessions never get each other's answers: each door's own.</summary>
    string Door { get; }

    /// <summary>The largest packet it takes, in bytes.</summary>
    long MaximumPacketSize { get; }

    /// <summary>Whether it listens to a topic, as far as that can be known.</summary>
    bool Matches(string topic);

    /// <summary>Completes with the acknowledgement; throws when nobody takes it any more.</summary>
    Task PublishAsync(MqttMessage message, CancellationToken cancellationToken);
}
