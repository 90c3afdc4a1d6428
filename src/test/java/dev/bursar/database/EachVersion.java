package dev.bursar.database;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.params.provider.EnumSource;

/** Once on a server of each version; never on {@link TestServer#MORTAL}, which another class may be killing. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@EnumSource(value = TestServer.class, mode = EnumSource.Mode.EXCLUDE, names = "MORTAL")
public @interface EachVersion {}
